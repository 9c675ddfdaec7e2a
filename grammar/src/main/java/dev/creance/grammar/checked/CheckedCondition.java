package dev.creance.grammar.checked;

import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Operator.Modifier;
import java.util.List;
import java.util.Optional;

/**
 * A condition that is known to be well-formed: every field exists, every constant has the field's
 * type, every operator is allowed there, every macro is in place.
 */
public sealed interface CheckedCondition {
  Origin origin();

  record And(Origin origin, List<CheckedCondition> parts) implements CheckedCondition {
    public And {
      parts = List.copyOf(parts);
    }
  }

  record Or(Origin origin, List<CheckedCondition> parts) implements CheckedCondition {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Origin origin, CheckedCondition part) implements CheckedCondition {}

  /** A part with a name: means what its body means; kept for explaining and for measuring. */
  record Named(Origin origin, Kind kind, String name, CheckedCondition body)
      implements CheckedCondition {
    /** What gave the name. */
    public enum Kind {
      MACRO,
      /** All tuples of one exception (without the {@code not} before it). */
      EXCEPTION,
      /** One tuple of an exception's values; the name is its index from 0. */
      EXCEPTION_TUPLE
    }
  }

  /** A comparison or an {@code exists}. */
  record Test(
      Origin origin,
      FieldExpression left,
      Operator operator,
      Optional<Modifier> modifier,
      Comparand right)
      implements CheckedCondition {}

  /** The right side of a test. */
  sealed interface Comparand {
    /** Of {@code exists}. */
    record None() implements Comparand {}

    /** One for scalar operators, any number for {@code in} and its kin and modified operators. */
    record Constants(List<Constant> values) implements Comparand {
      public Constants {
        values = List.copyOf(values);
      }
    }

    /** {@code val(field)} or a transformer: compared with the value that it has for the event. */
    record Expression(FieldExpression expression) implements Comparand {}
  }
}
