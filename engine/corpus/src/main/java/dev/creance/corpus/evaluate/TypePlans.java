package dev.creance.corpus.evaluate;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.vocabulary.EventType;
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
      Plan of = pool.get(plan);
      known =
          switch (of.kind()) {
            case CONSTANT -> plan;
            case LEAF ->
                axis(of.predicate()).kind() != Axis.Kind.CONSTANT
                    ? plan
                    : predicates.holds(of.predicate(), blank) != of.negated()
                        ? PlanPool.TRUE
                        : PlanPool.FALSE;
            case ALL -> specialise(plan, of.children(), false);
            case ANY -> specialise(plan, of.children(), true);
          };
      specialised.put(plan, known);
    }
    return known;
  }

  private int specialise(int plan, int[] children, boolean any) {
    int absorbing = any ? PlanPool.TRUE : PlanPool.FALSE;
    int[] own = new int[children.length];
    boolean changed = false;
    for (int i = 0; i < own.length; i++) {
      own[i] = specialise(children[i]);
      if (own[i] == absorbing) {
        return absorbing;
      }
      changed |= own[i] != children[i];
    }
    return !changed ? plan : any ? pool.any(own) : pool.all(own);
  }
}
