package dev.creance.match;

import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.match.formula.ConditionFormulas;
import dev.creance.match.formula.Formula;
import dev.creance.match.formula.Formulas;
import dev.creance.match.formula.Predicates;
import java.util.function.Function;

/** One condition, ready to be evaluated on events. For one thread. */
public final class CompiledCondition {
  private final Formula formula;
  private long stamp;

  private CompiledCondition(Formula formula) {
    this.formula = formula;
  }

  public static CompiledCondition of(CheckedCondition condition) {
    return of(condition, FieldReaders::of);
  }

  /**
   * A condition over values that come from elsewhere than Falco's fields.
   *
   * @param readers gives the reader of an expression's value
   */
  public static CompiledCondition of(
      CheckedCondition condition, Function<FieldExpression, FieldReader> readers) {
    return new CompiledCondition(
        new ConditionFormulas(new Predicates(readers), new Formulas()).of(condition));
  }

  /** Whether the condition is true for an event. */
  public boolean holds(EventScope scope) {
    return formula.holds(scope, ++stamp);
  }
}
