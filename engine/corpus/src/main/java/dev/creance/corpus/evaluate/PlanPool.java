package dev.creance.corpus.evaluate;

import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedCondition.And;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.checked.CheckedCondition.Not;
import dev.creance.grammar.checked.CheckedCondition.Or;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.syntax.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Conditions as plans: and/or over predicates and their complements, each distinct plan once. Equal
 * conditions get the same number, whatever macros they were written with, so that what is known of
 * a plan is known of all its uses. Numbers stay valid as rules change.
 *
 * <p>Safe for use by several threads: plans are only added.
 */
final class PlanPool {
  static final int FALSE = 0;
  static final int TRUE = 1;

  /** A plan; children are numbers of plans, predicates numbers of predicates. */
  sealed interface Plan {
    record Constant(boolean value) implements Plan {}

    record Leaf(int predicate, boolean negated) implements Plan {}

    record All(List<Integer> children) implements Plan {}

    record Any(List<Integer> children) implements Plan {}
  }

  private volatile Plan[] plans = new Plan[1024];
  private int size;
  private final Map<Plan, Integer> numbers = new HashMap<>();
  private final List<Test> predicates = new ArrayList<>();
  private final Map<Integer, ValuePredicate> values = new HashMap<>();
  private final Map<ColumnPredicate.Key, Integer> predicateNumbers = new HashMap<>();

  PlanPool() {
    intern(new Plan.Constant(false));
    intern(new Plan.Constant(true));
  }

  /** The number of a condition's plan. */
  synchronized int plan(CheckedCondition condition) {
    return plan(condition, false);
  }

  /** The number of the plan that holds where a condition does not. */
  synchronized int complement(CheckedCondition condition) {
    return plan(condition, true);
  }

  /** Not synchronized: whoever was told a number was told after its plan was put there. */
  Plan get(int plan) {
    return plans[plan];
  }

  /** A test with the predicate's meaning. */
  synchronized Test predicate(int number) {
    return predicates.get(number);
  }

  /** The predicate, one of a plain field and constants, for recorded values. */
  synchronized ValuePredicate values(int number) {
    return values.computeIfAbsent(number, key -> ValuePredicate.of(predicates.get(key)));
  }

  /** The plan of both; what comes first is not lost, but may be reordered. */
  synchronized int all(List<Integer> children) {
    return combine(children, false);
  }

  /** The plan of either. */
  synchronized int any(List<Integer> children) {
    return combine(children, true);
  }

  private int plan(CheckedCondition condition, boolean negated) {
    return switch (condition) {
      case And and -> combine(plans(and.parts(), negated), negated);
      case Or or -> combine(plans(or.parts(), negated), !negated);
      case Not not -> plan(not.part(), !negated);
      case Named named -> plan(named.body(), negated);
      case Test test ->
          neverNumbered(test)
              ? (negated ? TRUE : FALSE)
              : intern(new Plan.Leaf(predicate(test), negated));
    };
  }

  /** {@code evt.num = 0}, by which rules say never: events are numbered from 1. */
  private static boolean neverNumbered(Test test) {
    return test.left() instanceof Access access
        && access.field().name().equals("evt.num")
        && test.modifier().isEmpty()
        && (test.operator() == Operator.EQ
            || test.operator() == Operator.EQ_EQ
            || test.operator() == Operator.IN)
        && test.right() instanceof Comparand.Constants constants
        && constants.values().stream()
            .allMatch(value -> value instanceof Constant.Number number && number.value() == 0);
  }

  private List<Integer> plans(List<CheckedCondition> parts, boolean negated) {
    return parts.stream().map(part -> plan(part, negated)).toList();
  }

  /** Flattens, sorts and simplifies, so that equal meanings more often have equal plans. */
  private int combine(List<Integer> children, boolean any) {
    TreeSet<Integer> flat = new TreeSet<>();
    int neutral = any ? FALSE : TRUE;
    int absorbing = any ? TRUE : FALSE;
    for (int child : children) {
      Plan plan = plans[child];
      if (any && plan instanceof Plan.Any inner) {
        flat.addAll(inner.children());
      } else if (!any && plan instanceof Plan.All inner) {
        flat.addAll(inner.children());
      } else if (child == absorbing) {
        return absorbing;
      } else if (child != neutral) {
        flat.add(child);
      }
    }
    if (flat.isEmpty()) {
      return neutral;
    }
    if (flat.size() == 1) {
      return flat.first();
    }
    List<Integer> sorted = List.copyOf(flat);
    return intern(any ? new Plan.Any(sorted) : new Plan.All(sorted));
  }

  private int predicate(Test test) {
    return predicateNumbers.computeIfAbsent(
        ColumnPredicate.Key.of(test),
        key -> {
          predicates.add(test);
          return predicates.size() - 1;
        });
  }

  private int intern(Plan plan) {
    Integer known = numbers.get(plan);
    if (known == null) {
      known = size;
      if (size == plans.length) {
        plans = Arrays.copyOf(plans, 2 * size);
      }
      plans[size++] = plan;
      numbers.put(plan, known);
    }
    return known;
  }
}
