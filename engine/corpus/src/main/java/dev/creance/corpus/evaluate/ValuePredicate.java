package dev.creance.corpus.evaluate;

import dev.creance.events.field.Cell;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Operator.Modifier;
import dev.creance.match.compare.SeveralTests;
import dev.creance.match.compare.ValueTest;
import dev.creance.match.compare.ValueTests;
import java.util.List;
import java.util.Optional;

/**
 * A comparison of a plain field with constants, evaluated on recorded values by the tests that the
 * evaluator of single events uses. Safe for use by several threads.
 *
 * @param constants on the right side, empty for {@code exists}
 * @param several whether the field is compared on several values
 */
record ValuePredicate(
    Access field,
    Operator operator,
    Optional<Modifier> modifier,
    List<Constant> constants,
    boolean several,
    ValueTest test) {

  /**
   * Of a test whose left side is a plain field and whose right side holds no field.
   *
   * @param several whether the field's reader says so
   */
  static ValuePredicate of(Test test, boolean several) {
    Access field = (Access) test.left();
    if (!(test.right() instanceof Comparand.Constants constants)) {
      boolean ofAncestors = several && field.field().name().startsWith("proc.");
      ValueTest exists =
          ofAncestors ? value -> !value.elements.isEmpty() || value.numberCount > 0 : value -> true;
      return new ValuePredicate(
          field, test.operator(), test.modifier(), List.of(), several, exists);
    }
    ValueTest compared =
        several
            ? SeveralTests.of(field, test.operator(), constants.values())
            : ValueTests.of(field, test.operator(), test.modifier(), constants.values());
    return new ValuePredicate(
        field, test.operator(), test.modifier(), constants.values(), several, compared);
  }

  /** Whether a value that is there passes. */
  boolean holds(Cell value) {
    return test.holds(value);
  }
}
