package dev.creance.match.plan;

import dev.creance.match.formula.Bits;
import dev.creance.match.formula.Facet;
import dev.creance.match.formula.Formula;
import dev.creance.match.formula.Formulas;
import dev.creance.match.formula.Predicate;
import dev.creance.match.formula.Predicates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans and specialises them. Their number is bounded: past the bound a plan stays as it is,
 * which costs time but changes no answer.
 */
public final class Plans {
  /** Enough for the stock rules on any machine; each plan is a few hundred bytes. */
  private static final int MOST_PLANS = 20_000;

  private static final int MOST_FORMULAS = 400_000;
  private static final int MOST_LEADS = 100_000;

  /** Making a plan costs about as much as evaluating so many events without it. */
  private static final int ENOUGH_TO_PLAN = 16;

  private final Formulas formulas;
  private final Predicates predicates;

  /** Whether a rule that fires keeps all later ones from firing. */
  private final boolean first;

  private final Map<Key, Plan> plans = new HashMap<>();
  private int leads;

  private record Key(List<Integer> rules, List<Formula> conditions) {}

  public Plans(Formulas formulas, Predicates predicates, boolean first) {
    this.formulas = formulas;
    this.predicates = predicates;
    this.first = first;
  }

  /** How many words the answers of a facet take. */
  int words(Facet facet) {
    return Bits.words(predicates.of(facet).size());
  }

  /** The plan of rules with their conditions; those that cannot fire are left out. */
  public Plan of(List<Integer> rules, List<Formula> conditions) {
    List<Integer> left = new ArrayList<>();
    List<Formula> open = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Formula condition = conditions.get(i);
      boolean fixed = condition instanceof Formula.Fixed;
      boolean fires = condition instanceof Formula.Fixed f && f.value();
      if (!fixed || fires) {
        left.add(rules.get(i));
        open.add(condition);
      }
      if (fires && first) {
        break;
      }
    }
    Key key = new Key(left, open);
    Plan plan = plans.get(key);
    if (plan == null) {
      plan =
          new Plan(
              plans.size(),
              left.stream().mapToInt(Integer::intValue).toArray(),
              open.toArray(Formula[]::new));
      plans.put(key, plan);
    }
    return plan;
  }

  /** The step of a plan that asks the predicates of a facet. */
  Plan.Step step(Plan plan, Facet facet) {
    Plan.Step step = plan.step(facet);
    if (step == null) {
      SortedMap<Integer, Predicate> asked = new TreeMap<>();
      for (int i = 0; i < plan.size(); i++) {
        collect(plan.condition(i), facet, asked);
      }
      step = new Plan.Step(asked.values().toArray(Predicate[]::new), words(facet));
      plan.step(facet, step);
    }
    return step;
  }

  private static void collect(Formula formula, Facet facet, SortedMap<Integer, Predicate> asked) {
    if ((formula.facets() & facet.bit()) == 0) {
      return;
    }
    switch (formula) {
      case Formula.Fixed fixed -> {}
      case Formula.Literal literal -> asked.put(literal.predicate().place(), literal.predicate());
      case Formula.Junction junction -> {
        for (Formula part : junction.parts()) {
          collect(part, facet, asked);
        }
      }
    }
  }

  /**
   * Where answers lead from a plan: to the plan of what is left, once they have been seen so often
   * that making it pays; null before.
   */
  @Nullable Plan follow(Plan plan, Plan.Step step, Facet facet, long[] answers) {
    Plan.Lead lead = step.lead(answers);
    if (lead == null) {
      if (leads < MOST_LEADS) {
        leads++;
        step.add(answers).seen = 1;
      }
      return null;
    }
    if (lead.plan == null && ++lead.seen >= ENOUGH_TO_PLAN && !full()) {
      lead.plan = given(plan, facet, answers);
    }
    return lead.plan;
  }

  private boolean full() {
    return plans.size() >= MOST_PLANS || formulas.size() >= MOST_FORMULAS;
  }

  private Plan given(Plan plan, Facet facet, long[] answers) {
    List<Integer> rules = new ArrayList<>();
    List<Formula> conditions = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      rules.add(plan.rule(i));
      conditions.add(formulas.given(plan.condition(i), facet, answers));
    }
    return of(rules, conditions);
  }
}
