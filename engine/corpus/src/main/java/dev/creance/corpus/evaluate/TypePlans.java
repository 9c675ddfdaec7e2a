package dev.creance.corpus.evaluate;

import dev.creance.corpus.evaluate.PlanPool.Plan;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.vocabulary.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What plans come to for events of one type, whatever the segment: which columns their predicates
 * depend on, and what the type alone decides. Safe for use by several threads.
 */
final class TypePlans {
  private final EventType type;
  private final FieldAxes axes;
  private final PlanPool pool;
  private final BlankPredicates predicates;
  private final EventScope blank;
  private final ConcurrentMap<Integer, Axis> ofPredicates = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Integer> specialised = new ConcurrentHashMap<>();

  TypePlans(EventType type, FieldAxes axes, PlanPool pool, BlankPredicates predicates) {
    this.type = type;
    this.axes = axes;
    this.pool = pool;
    this.predicates = predicates;
    this.blank = new EventScope(NothingAround.INSTANCE);
    blank.event.reset(new byte[0], type.code(), 0, 0, 0, 0);
  }

  /** The axis that a predicate lies on. */
  Axis axis(int predicate) {
    Axis known = ofPredicates.get(predicate);
    if (known == null) {
      known = axis(pool.predicate(predicate));
      ofPredicates.put(predicate, known);
    }
    return known;
  }

  private Axis axis(Test predicate) {
    Dependencies dependencies = new Dependencies();
    axes.add(predicate.left(), type, dependencies);
    if (predicate.right() instanceof Comparand.Expression right) {
      axes.add(right.expression(), type, dependencies);
    }
    return dependencies.axis();
  }

  /** A plan with what the events' type alone decides taken out. */
  int specialise(int plan) {
    Integer known = specialised.get(plan);
    if (known == null) {
      known =
          switch (pool.get(plan)) {
            case Plan.Constant constant -> plan;
            case Plan.Leaf leaf ->
                axis(leaf.predicate()).equals(Axis.CONSTANT)
                    ? (predicates.holds(leaf.predicate(), blank) != leaf.negated() ? PlanPool.TRUE : PlanPool.FALSE)
                    : plan;
            case Plan.All all -> specialise(plan, all.children(), false);
            case Plan.Any any -> specialise(plan, any.children(), true);
          };
      specialised.put(plan, known);
    }
    return known;
  }

  private int specialise(int plan, List<Integer> children, boolean any) {
    int absorbing = any ? PlanPool.TRUE : PlanPool.FALSE;
    List<Integer> own = new ArrayList<>(children.size());
    boolean changed = false;
    for (int child : children) {
      int here = specialise(child);
      if (here == absorbing) {
        return absorbing;
      }
      changed |= here != child;
      own.add(here);
    }
    return !changed ? plan : any ? pool.any(own) : pool.all(own);
  }
}
