package dev.creance.match.plan;

import dev.creance.match.formula.Bits;
import dev.creance.match.formula.Facet;
import dev.creance.match.formula.Formula;
import dev.creance.match.formula.Formulas;
import dev.creance.match.formula.Predicate;
import dev.creance.match.formula.Predicates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans and specialises them. What they remember grows with the number of different processes
 * and descriptors; when it has become too much, {@link #full} says so and all is to be begun anew.
 */
public final class Plans {
  /** Making a plan costs about as much as evaluating so many events without it. */
  private static final int ENOUGH_TO_PLAN = 16;

  /** Rules in plans cost a fraction of what a formula or a set of answers does. */
  private static final int RULES_FOR_ONE = 8;

  private final Formulas formulas;
  private final Predicates predicates;

  private final boolean first;

  private final int limit;
  private final Map<Key, Plan> plans = new HashMap<>();
  private int leads;
  private int rules;

  private record Key(int[] rules, Formula[] conditions) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Arrays.equals(rules, key.rules)
          && Arrays.equals(conditions, key.conditions);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(rules) * 31 + Arrays.hashCode(conditions);
    }
  }

  /**
   * @param first whether a rule that fires keeps all later ones from firing
   * @param capacity how much may be remembered beyond the formulas that there are: about as many
   *     more and sets of answers, of a few hundred bytes each
   */
  public Plans(Formulas formulas, Predicates predicates, boolean first, int capacity) {
    this.formulas = formulas;
    this.predicates = predicates;
    this.first = first;
    this.limit = formulas.size() + capacity;
  }

  /** Whether so much is remembered that it has to be forgotten. */
  public boolean full() {
    return formulas.size() + leads + rules / RULES_FOR_ONE > limit;
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
    Key key =
        new Key(left.stream().mapToInt(Integer::intValue).toArray(), open.toArray(Formula[]::new));
    Plan plan = plans.get(key);
    if (plan == null) {
      plan = new Plan(plans.size(), key.rules, key.conditions);
      plans.put(key, plan);
      this.rules += key.rules.length;
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
      leads++;
      lead = step.add(answers);
    }
    if (lead.plan == null && ++lead.seen >= ENOUGH_TO_PLAN) {
      lead.plan = given(plan, facet, answers);
    }
    return lead.plan;
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
