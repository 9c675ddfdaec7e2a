package dev.creance.corpus.evaluate;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Operator.Modifier;
import dev.creance.match.CompiledCondition;
import dev.creance.match.compare.SeveralTests;
import dev.creance.match.compare.ValueTest;
import dev.creance.match.compare.ValueTests;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comparison, ready to be evaluated on scopes, by the evaluator of single events itself, or on
 * recorded values, by the same tests that it uses. For one thread.
 */
final class ColumnPredicate {
  private final Key key;
  private final Test condition;
  private @Nullable CompiledCondition compiled;
  private final boolean several;
  private final ValueTest test;

  /** What a predicate means: two that have equal keys are the same. */
  record Key(
      FieldExpression left, Operator operator, Optional<Modifier> modifier, Comparand right) {
    static Key of(Test test) {
      return new Key(test.left(), test.operator(), test.modifier(), test.right());
    }
  }

  ColumnPredicate(Test test) {
    this.key = Key.of(test);
    this.condition = test;
    this.several = FieldReaders.of(key.left()).several();
    this.test = valueTest();
  }

  /** What is asked of a value that is there; only of plain fields with constants on the right. */
  private ValueTest valueTest() {
    if (!(key.left() instanceof Access access)) {
      return value -> false;
    }
    return switch (key.right()) {
      case Comparand.None none ->
          several && access.field().name().startsWith("proc.")
              ? value -> !value.elements.isEmpty() || value.numberCount > 0
              : value -> true;
      case Comparand.Expression expression -> value -> false;
      case Comparand.Constants constants -> valueTest(access, constants.values());
    };
  }

  private ValueTest valueTest(Access access, List<Constant> constants) {
    return several
        ? SeveralTests.of(access, key.operator(), constants)
        : ValueTests.of(access, key.operator(), key.modifier(), constants);
  }

  Key key() {
    return key;
  }

  /** Whether the left side is compared on several values. */
  boolean several() {
    return several;
  }

  /** Whether a value that is there passes; only of a plain field with constants on the right. */
  boolean holds(Cell value) {
    return test.holds(value);
  }

  boolean holds(EventScope scope) {
    CompiledCondition own = compiled;
    if (own == null) {
      own = CompiledCondition.of(condition);
      compiled = own;
    }
    return own.holds(scope);
  }
}
