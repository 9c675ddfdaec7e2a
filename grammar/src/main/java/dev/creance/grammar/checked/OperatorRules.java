package dev.creance.grammar.checked;

import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Operator.Modifier;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which operators a type of field allows. */
public final class OperatorRules {
  private static final Set<Operator> LISTS =
      EnumSet.of(Operator.IN, Operator.EXISTS, Operator.INTERSECTS);
  private static final Set<Operator> EQUALITY =
      EnumSet.of(
          Operator.EQ,
          Operator.EQ_EQ,
          Operator.NE,
          Operator.IN,
          Operator.INTERSECTS,
          Operator.EXISTS);
  private static final Set<Operator> NUMBERS =
      with(EQUALITY, Operator.LT, Operator.LE, Operator.GT, Operator.GE);
  private static final Set<Operator> BUFFERS =
      with(
          EQUALITY,
          Operator.CONTAINS,
          Operator.STARTSWITH,
          Operator.ENDSWITH,
          Operator.BCONTAINS,
          Operator.BSTARTSWITH);
  private static final Set<Operator> STRINGS =
      EnumSet.complementOf(EnumSet.of(Operator.BCONTAINS, Operator.BSTARTSWITH));

  private OperatorRules() {}

  private static Set<Operator> with(Set<Operator> base, Operator... more) {
    EnumSet<Operator> all = EnumSet.copyOf(base);
    all.addAll(Set.of(more));
    return all;
  }

  /** Falco's message when the operator is not allowed, else empty. */
  public static Optional<String> problem(
      Operator operator, Optional<Modifier> modifier, ValueType type, boolean list) {
    if (operator == Operator.EXISTS) {
      return Optional.empty();
    }
    if (list) {
      return switch (type) {
        case CHARBUF, UINT64, RELTIME, ABSTIME, BOOL, IPADDR, IPNET ->
            unless(LISTS, operator, "' operator not supported list filters");
        default -> Optional.of("list filters are not supported for type '" + type + "'");
      };
    }
    return switch (type) {
      case INT8,
          INT16,
          INT32,
          INT64,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          ERRNO,
          FD,
          PID,
          SYSCALLID,
          SIGTYPE,
          RELTIME,
          ABSTIME,
          PORT,
          FLAGS8,
          FLAGS16,
          FLAGS32,
          DOUBLE,
          MODE,
          ENUMFLAGS8,
          ENUMFLAGS16,
          ENUMFLAGS32 ->
          unless(NUMBERS, operator, "' operator not supported for numeric filters");
      case BOOL -> unless(EQUALITY, operator, "' operator not supported for numeric filters");
      case IPV4ADDR, IPV4NET, IPV6ADDR, IPV6NET, IPADDR, IPNET ->
          unless(
              EQUALITY,
              operator,
              modifier.isPresent()
                  ? "' with modifier not supported for ip address and network filters"
                  : "' operator not supported for ip address and network filters");
      case CHARBUF, FSPATH, FSRELPATH ->
          unless(STRINGS, operator, "' operator not supported for string filters");
      case BYTEBUF -> unless(BUFFERS, operator, "' operator not supported for buffer filters");
      default ->
          Optional.of("'" + text(operator) + "' operator not supported for type '" + type + "'");
    };
  }

  /** The operators that a type allows, without modifier. */
  public static Set<Operator> allowed(ValueType type, boolean list) {
    EnumSet<Operator> allowed = EnumSet.noneOf(Operator.class);
    for (Operator operator : Operator.values()) {
      if (problem(operator, Optional.empty(), type, list).isEmpty()) {
        allowed.add(operator);
      }
    }
    return allowed;
  }

  private static Optional<String> unless(Set<Operator> allowed, Operator operator, String problem) {
    return allowed.contains(operator)
        ? Optional.empty()
        : Optional.of("'" + text(operator) + problem);
  }

  private static String text(Operator operator) {
    return operator == Operator.EQ_EQ ? "=" : operator.text();
  }
}
