package dev.creance.corpus.evaluate;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Operator.Modifier;
import dev.creance.match.CompiledCondition;
import java.util.Optional;

/**
 * A comparison, ready to be evaluated on scopes by the evaluator of single events. For one thread.
 */
final class ColumnPredicate {
  private final CompiledCondition compiled;

  /** What a predicate means: two that have equal keys are the same. */
  record Key(
      FieldExpression left, Operator operator, Optional<Modifier> modifier, Comparand right) {
    static Key of(Test test) {
      return new Key(test.left(), test.operator(), test.modifier(), test.right());
    }
  }

  ColumnPredicate(Test test) {
    this.compiled = CompiledCondition.of(test);
  }

  boolean holds(EventScope scope) {
    return compiled.holds(scope);
  }
}
