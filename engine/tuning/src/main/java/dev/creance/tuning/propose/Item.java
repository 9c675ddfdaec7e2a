package dev.creance.tuning.propose;

import dev.creance.tuning.propose.FieldTest.Operator;

/**
 * A test that hits may have in common, and the sampled hits that pass it.
 *
 * @param column the field by its index
 * @param cover a set of rows, one bit each
 * @param support the number of rows
 */
record Item(
    int column, CandidateField field, Operator operator, String value, Rows cover, int support) {
  FieldTest test() {
    return new FieldTest(field.name(), operator, value, field.spoofable());
  }

  /** More says more: whole values before beginnings, long beginnings before short ones. */
  int precision() {
    return operator == Operator.EQUALS ? Integer.MAX_VALUE : value.length();
  }
}
