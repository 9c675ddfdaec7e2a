package dev.creance.match.formula;

import dev.creance.grammar.checked.CheckedCondition;
import java.util.ArrayList;
import java.util.List;

/** Turns checked conditions into formulas. */
public final class ConditionFormulas {
  private final Predicates predicates;
  private final Formulas formulas;

  public ConditionFormulas(Predicates predicates, Formulas formulas) {
    this.predicates = predicates;
    this.formulas = formulas;
  }

  /** The formula that is true for the events that the condition is true for. */
  public Formula of(CheckedCondition condition) {
    return of(condition, false);
  }

  private Formula of(CheckedCondition condition, boolean negated) {
    return switch (condition) {
      case CheckedCondition.And and -> junction(!negated, and.parts(), negated);
      case CheckedCondition.Or or -> junction(negated, or.parts(), negated);
      case CheckedCondition.Not not -> of(not.part(), !negated);
      case CheckedCondition.Named named -> of(named.body(), negated);
      case CheckedCondition.Test test -> formulas.literal(predicates.of(test), negated);
    };
  }

  private Formula junction(boolean conjunction, List<CheckedCondition> parts, boolean negated) {
    List<Formula> inner = new ArrayList<>(parts.size());
    for (CheckedCondition part : parts) {
      inner.add(of(part, negated));
    }
    return formulas.junction(conjunction, inner);
  }
}
