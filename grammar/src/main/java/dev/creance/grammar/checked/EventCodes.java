package dev.creance.grammar.checked;

import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.DecimalNumber;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which event codes a condition can be true for, told from its text alone. {@code and} intersects,
 * {@code or} unites, {@code not} is pushed down to the comparisons; those on {@code evt.type} and
 * {@code syscall.type} with constants choose codes, impossible or certain ones on {@code evt.num}
 * choose none or all, and every other comparison is neutral, negated or not.
 */
public final class EventCodes {
  private static final EventTable TABLE = EventTable.current();

  /** Codes 0 and 1 are the generic events; only syscalls without own events map to them. */
  private static final int FIRST_NAMED = 2;

  private EventCodes() {}

  /** The outcome: a set of codes, or Falco's message when it cannot tell. */
  public sealed interface Outcome {
    record Codes(BitSet codes) implements Outcome {}

    record Problem(Origin origin, String message) implements Outcome {}
  }

  private static final class Undecidable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Origin origin;

    Undecidable(Origin origin, String message) {
      super(message, null, false, false);
      this.origin = origin;
    }
  }

  /** The codes that a condition on system call events can be true for. */
  public static Outcome of(CheckedCondition condition) {
    try {
      return new Outcome.Codes(codes(condition, false));
    } catch (Undecidable e) {
      return new Outcome.Problem(e.origin, String.valueOf(e.getMessage()));
    }
  }

  /** All event codes. */
  public static BitSet all() {
    BitSet all = new BitSet(TABLE.size());
    all.set(0, TABLE.size());
    return all;
  }

  private static BitSet codes(CheckedCondition condition, boolean negated) {
    return switch (condition) {
      case CheckedCondition.And and -> combine(and.parts(), negated, negated);
      case CheckedCondition.Or or -> combine(or.parts(), negated, !negated);
      case CheckedCondition.Not not -> codes(not.part(), !negated);
      case CheckedCondition.Named named -> codes(named.body(), negated);
      case Test test -> codes(test, negated);
    };
  }

  private static BitSet combine(List<CheckedCondition> parts, boolean negated, boolean unite) {
    BitSet result = unite ? new BitSet(TABLE.size()) : all();
    for (CheckedCondition part : parts) {
      if (unite) {
        result.or(codes(part, negated));
      } else {
        result.and(codes(part, negated));
      }
    }
    return result;
  }

  private static BitSet codes(Test test, boolean negated) {
    if (test.operator() == Operator.EXISTS) {
      refuseTransformedType(test.left(), test.origin());
      return negated && eventType(test.left()) ? new BitSet() : all();
    }
    Boolean certain = certain(test);
    if (certain != null) {
      return certain != negated ? all() : new BitSet();
    }
    if (!choosesType(test)) {
      return all();
    }
    refuseTransformedType(test.left(), test.origin());
    if (!eventType(test.left())) {
      // Falco inverts the set when a literal argument is what it looked at last.
      return negated && endsInLiteral(test.left()) ? new BitSet() : all();
    }
    return switch (test.right()) {
      case Comparand.Constants constants -> {
        BitSet codes = named(constants.values());
        if (negated != (test.operator() == Operator.NE)) {
          codes.flip(0, TABLE.size());
        }
        yield codes;
      }
      case Comparand.Expression expression -> {
        refuseType(expression.expression(), test.origin());
        throw new Undecidable(
            test.origin(),
            "right-hand field comparisons on `evt.type`/`syscall.type` checks are not supported"
                + " by event code search");
      }
      case Comparand.None _ -> all();
    };
  }

  private static boolean choosesType(Test test) {
    return test.modifier().isEmpty()
        && switch (test.operator()) {
          case EQ, EQ_EQ, NE, IN -> true;
          default -> false;
        };
  }

  /** Whether a comparison of {@code evt.num}, which starts at 1, is always true or always false. */
  private static @Nullable Boolean certain(Test test) {
    if (!(test.left() instanceof FieldExpression.Access access)
        || !access.field().name().equals("evt.num")
        || test.modifier().isPresent()
        || !(test.right() instanceof Comparand.Constants constants)) {
      return null;
    }
    if (test.operator() == Operator.IN) {
      return constants.values().stream().allMatch(c -> isAtMost(c, 0)) ? Boolean.FALSE : null;
    }
    Constant constant = constants.values().getFirst();
    return switch (test.operator()) {
      case EQ, EQ_EQ, LE -> isAtMost(constant, 0) ? Boolean.FALSE : null;
      case LT -> isAtMost(constant, 1) ? Boolean.FALSE : null;
      case NE, GT -> isAtMost(constant, 0) ? Boolean.TRUE : null;
      case GE -> isAtMost(constant, 1) ? Boolean.TRUE : null;
      default -> null;
    };
  }

  private static boolean isAtMost(Constant constant, long limit) {
    OptionalLong value = DecimalNumber.unsigned(constant.source());
    return value.isPresent() && Long.compareUnsigned(value.getAsLong(), limit) <= 0;
  }

  private static boolean eventType(FieldExpression expression) {
    return expression instanceof FieldExpression.Access access
        && (access.field().name().equals("evt.type")
            || access.field().name().equals("syscall.type"));
  }

  private static void refuseTransformedType(FieldExpression expression, Origin origin) {
    if (expression instanceof FieldExpression.Transformed transformed) {
      transformed.arguments().forEach(argument -> refuseType(argument, origin));
    }
  }

  private static void refuseType(FieldExpression expression, Origin origin) {
    if (eventType(expression)) {
      throw new Undecidable(
          origin, "event code search does not support `evt.type` checks with transformers");
    }
    refuseTransformedType(expression, origin);
    if (expression instanceof FieldExpression.Items items && !items.items().isEmpty()) {
      refuseType(items.items().getLast(), origin);
    }
  }

  private static boolean endsInLiteral(FieldExpression expression) {
    return switch (expression) {
      case FieldExpression.Access _ -> false;
      case FieldExpression.Literal _ -> true;
      case FieldExpression.Items items ->
          !items.items().isEmpty() && endsInLiteral(items.items().getLast());
      case FieldExpression.Transformed transformed ->
          endsInLiteral(transformed.arguments().getLast());
    };
  }

  private static BitSet named(List<Constant> names) {
    BitSet codes = new BitSet(TABLE.size());
    boolean generic = false;
    for (Constant constant : names) {
      String name = constant.source();
      boolean found = false;
      for (EventType type : TABLE.named(name)) {
        if (type.code() >= FIRST_NAMED) {
          codes.set(type.code());
          found = true;
        }
      }
      if (name.equals("container") || name.equals("container_removed")) {
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
