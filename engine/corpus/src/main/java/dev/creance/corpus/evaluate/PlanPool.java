package dev.creance.corpus.evaluate;

import dev.creance.events.field.FieldReaders;
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
import org.jspecify.annotations.Nullable;

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

  private volatile Plan[] plans = new Plan[1024];
  private int size;
  private final Map<Plan, Integer> numbers = new HashMap<>();
  private final List<Test> predicates = new ArrayList<>();
  private final List<@Nullable ValuePredicate> values = new ArrayList<>();

  /** Whether a field is compared on several values. */
  private final Map<String, Boolean> several = new HashMap<>();

  private final Map<PredicateKey, Integer> predicateNumbers = new HashMap<>();

  PlanPool() {
    intern(Plan.constant(false));
    intern(Plan.constant(true));
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
    ValuePredicate known = values.get(number);
    if (known == null) {
      Test test = predicates.get(number);
      known = ValuePredicate.of(test, several((Access) test.left()));
      values.set(number, known);
    }
    return known;
  }

  private boolean several(Access field) {
    String text = FieldAxes.text(field);
    Boolean known = several.get(text);
    if (known == null) {
      known = FieldReaders.of(field).several();
      several.put(text, known);
    }
    return known;
  }

  /** The plan of all; what comes first is not lost, but may be reordered. */
  int all(List<Integer> children) {
    return all(array(children));
  }

  /** The plan of all. */
  synchronized int all(int[] children) {
    return combine(children, false);
  }

  /** The plan of any. */
  int any(List<Integer> children) {
    return any(array(children));
  }

  /** The plan of any. */
  synchronized int any(int[] children) {
    return combine(children, true);
  }

  private static int[] array(List<Integer> children) {
    int[] array = new int[children.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = children.get(i);
    }
    return array;
  }

  private int plan(CheckedCondition condition, boolean negated) {
    if (condition instanceof Test test) {
      return neverNumbered(test)
          ? (negated ? TRUE : FALSE)
          : intern(Plan.leaf(predicate(test), negated));
    }
    // Not a switch over types: linking one takes a new process as long as all that it does here.
    if (condition instanceof And and) {
      return combine(plans(and.parts(), negated), negated);
    }
    if (condition instanceof Or or) {
      return combine(plans(or.parts(), negated), !negated);
    }
    if (condition instanceof Not not) {
      return plan(not.part(), !negated);
    }
    return plan(((Named) condition).body(), negated);
  }

  /** {@code evt.num = 0}, by which rules say never: events are numbered from 1. */
  private static boolean neverNumbered(Test test) {
    if (!(test.left() instanceof Access access)
        || !access.field().name().equals("evt.num")
        || test.modifier().isPresent()
        || !(test.right() instanceof Comparand.Constants constants)) {
      return false;
    }
    if (test.operator() != Operator.EQ
        && test.operator() != Operator.EQ_EQ
        && test.operator() != Operator.IN) {
      return false;
    }
    for (Constant value : constants.values()) {
      if (!(value instanceof Constant.Number number) || number.value() != 0) {
        return false;
      }
    }
    return true;
  }

  private int[] plans(List<CheckedCondition> parts, boolean negated) {
    int[] plans = new int[parts.size()];
    for (int i = 0; i < plans.length; i++) {
      plans[i] = plan(parts.get(i), negated);
    }
    return plans;
  }

  /** Flattens, sorts and simplifies, so that equal meanings more often have equal plans. */
  private int combine(int[] children, boolean any) {
    int neutral = any ? FALSE : TRUE;
    int absorbing = any ? TRUE : FALSE;
    Plan.Kind same = any ? Plan.Kind.ANY : Plan.Kind.ALL;
    int[] flat = new int[children.length + 8];
    int count = 0;
    for (int child : children) {
      if (child == absorbing) {
        return absorbing;
      }
      Plan plan = plans[child];
      int[] inner = plan.kind() == same ? plan.children() : new int[] {child};
      if (count + inner.length > flat.length) {
        flat = Arrays.copyOf(flat, 2 * (count + inner.length));
      }
      if (child != neutral) {
        System.arraycopy(inner, 0, flat, count, inner.length);
        count += inner.length;
      }
    }
    Arrays.sort(flat, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || flat[i] != flat[i - 1]) {
        flat[distinct++] = flat[i];
      }
    }
    return switch (distinct) {
      case 0 -> neutral;
      case 1 -> flat[0];
      default -> intern(Plan.of(any, Arrays.copyOf(flat, distinct)));
    };
  }

  private int predicate(Test test) {
    PredicateKey key = new PredicateKey(test);
    Integer known = predicateNumbers.get(key);
    if (known == null) {
      known = predicates.size();
      predicates.add(test);
      values.add(null);
      predicateNumbers.put(key, known);
    }
    return known;
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
