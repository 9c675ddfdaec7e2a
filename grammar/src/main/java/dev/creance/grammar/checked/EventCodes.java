package dev.creance.grammar.checked;

import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.DecimalNumber;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which event codes a condition can be true for, told from its text alone. {@code and} intersects,
 * {@code or} unites, {@code not} is pushed down to the comparisons; those on {@code evt.type} and
 * {@code syscall.type} with constants choose codes, impossible or certain ones on {@code evt.num}
 * choose none or all, and every other comparison is neutral, negated or not.
 */
public final class EventCodes {
  /** Events that the container plugin injects; their codes are those of all such events. */
  static final Set<String> ASYNC_EVENTS = Set.of("container", "container_removed");

  private static final EventTable TABLE = EventTable.current();

  /** Codes 0 and 1 are the generic events; only system calls without own events map to them. */
  private static final int FIRST_NAMED = 2;

  private final Function<String, @Nullable Condition> macros;

  private EventCodes(Function<String, @Nullable Condition> macros) {
    this.macros = macros;
  }

  /** The outcome: a set of codes, or Falco's message when it cannot tell. */
  public sealed interface Outcome {
    record Codes(BitSet codes) implements Outcome {}

    record Problem(String message) implements Outcome {}
  }

  private static final class Undecidable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecidable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The codes that a condition on system call events can be true for.
   *
   * @param macros the tree of a macro, null for an unknown one; must not lead in circles
   */
  public static Outcome of(Condition condition, Function<String, @Nullable Condition> macros) {
    try {
      return new Outcome.Codes(new EventCodes(macros).codes(condition, false));
    } catch (Undecidable e) {
      return new Outcome.Problem(String.valueOf(e.getMessage()));
    }
  }

  /** All event codes. */
  public static BitSet all() {
    BitSet all = new BitSet(TABLE.size());
    all.set(0, TABLE.size());
    return all;
  }

  private BitSet codes(Condition condition, boolean negated) {
    return switch (condition) {
      case Condition.And and -> combine(and.parts(), negated, negated);
      case Condition.Or or -> combine(or.parts(), negated, !negated);
      case Condition.Not not -> codes(not.part(), !negated);
      case Condition.MacroName macro -> {
        Condition body = macros.apply(macro.name());
        yield body == null ? all() : codes(body, negated);
      }
      case Condition.Check check -> codes(check, negated);
      case Condition.Broken _ -> all();
    };
  }

  private BitSet combine(List<Condition> parts, boolean negated, boolean unite) {
    BitSet result = unite ? new BitSet(TABLE.size()) : all();
    for (Condition part : parts) {
      if (unite) {
        result.or(codes(part, negated));
      } else {
        result.and(codes(part, negated));
      }
    }
    return result;
  }

  private static BitSet codes(Condition.Check check, boolean negated) {
    if (check.operator() == Operator.EXISTS) {
      refuseTransformedType(check.left());
      return negated && eventType(check.left()) ? new BitSet() : all();
    }
    Boolean certain = certain(check);
    if (certain != null) {
      return certain != negated ? all() : new BitSet();
    }
    if (!choosesType(check)) {
      return all();
    }
    refuseTransformedType(check.left());
    if (!eventType(check.left())) {
      // Falco inverts the set when a literal argument is what it looked at last.
      return negated && endsInLiteral(check.left()) ? new BitSet() : all();
    }
    return switch (check.right().orElse(check.left())) {
      case Operand.Literal literal -> chosen(List.of(literal), check, negated);
      case Operand.ValueList list -> chosen(list.values(), check, negated);
      case Operand.FieldName _, Operand.Transform _, Operand.OperandList _, Operand.Broken _ -> {
        check.right().ifPresent(EventCodes::refuseType);
        throw new Undecidable(
            "right-hand field comparisons on `evt.type`/`syscall.type` checks are not supported"
                + " by event code search");
      }
    };
  }

  private static BitSet chosen(
      List<Operand.Literal> names, Condition.Check check, boolean negated) {
    BitSet codes = named(names);
    if (negated != (check.operator() == Operator.NE)) {
      codes.flip(0, TABLE.size());
    }
    return codes;
  }

  private static boolean choosesType(Condition.Check check) {
    return check.modifier().isEmpty()
        && switch (check.operator()) {
          case EQ, EQ_EQ, NE, IN -> true;
          default -> false;
        };
  }

  /** Whether a comparison of {@code evt.num}, which starts at 1, is always true or always false. */
  private static @Nullable Boolean certain(Condition.Check check) {
    if (!(check.left() instanceof Operand.FieldName field)
        || !field.name().equals("evt.num")
        || field.argument().isPresent()
        || check.modifier().isPresent()) {
      return null;
    }
    Operand right = check.right().orElse(null);
    if (check.operator() == Operator.IN) {
      return right instanceof Operand.ValueList list
              && list.values().stream().allMatch(value -> isAtMost(value, 0))
          ? Boolean.FALSE
          : null;
    }
    if (!(right instanceof Operand.Literal value)) {
      return null;
    }
    return switch (check.operator()) {
      case EQ, EQ_EQ, LE -> isAtMost(value, 0) ? Boolean.FALSE : null;
      case LT -> isAtMost(value, 1) ? Boolean.FALSE : null;
      case NE, GT -> isAtMost(value, 0) ? Boolean.TRUE : null;
      case GE -> isAtMost(value, 1) ? Boolean.TRUE : null;
      default -> null;
    };
  }

  private static boolean isAtMost(Operand.Literal literal, long limit) {
    OptionalLong value = DecimalNumber.unsigned(literal.text());
    return value.isPresent() && Long.compareUnsigned(value.getAsLong(), limit) <= 0;
  }

  private static boolean eventType(Operand operand) {
    return operand instanceof Operand.FieldName field
        && (field.name().equals("evt.type") || field.name().equals("syscall.type"))
        && field.argument().isEmpty();
  }

  private static void refuseTransformedType(Operand operand) {
    if (operand instanceof Operand.Transform transform) {
      transform.arguments().forEach(EventCodes::refuseType);
    }
  }

  private static void refuseType(Operand operand) {
    if (eventType(operand)) {
      throw new Undecidable(
          "event code search does not support `evt.type` checks with transformers");
    }
    refuseTransformedType(operand);
    if (operand instanceof Operand.OperandList list && !list.items().isEmpty()) {
      refuseType(list.items().getLast());
    }
  }

  private static boolean endsInLiteral(Operand operand) {
    return switch (operand) {
      case Operand.Literal _ -> true;
      case Operand.OperandList list ->
          !list.items().isEmpty() && endsInLiteral(list.items().getLast());
      case Operand.Transform transform -> endsInLiteral(transform.arguments().getLast());
      case Operand.FieldName _, Operand.ValueList _, Operand.Broken _ -> false;
    };
  }

  private static BitSet named(List<Operand.Literal> names) {
    BitSet codes = new BitSet(TABLE.size());
    boolean generic = false;
    for (Operand.Literal literal : names) {
      String name = literal.text();
      boolean found = false;
      for (EventType type : TABLE.named(name)) {
        if (type.code() >= FIRST_NAMED) {
          codes.set(type.code());
          found = true;
        }
      }
      if (ASYNC_EVENTS.contains(name)) {
        codes.set(TABLE.byEnumName("PPME_ASYNCEVENT_E").code());
        found = true;
      }
      generic |= !found && TABLE.isSyscall(name);
    }
    if (generic) {
      codes.set(0, FIRST_NAMED);
    }
    return codes;
  }
}
