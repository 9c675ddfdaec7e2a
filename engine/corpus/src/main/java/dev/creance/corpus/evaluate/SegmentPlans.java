package dev.creance.corpus.evaluate;

import dev.creance.grammar.vocabulary.EventType;
import java.util.HashMap;
import java.util.Map;

/**
 * What plans come to for each type of events, for segments in which the same fields were worked out
 * at import. Filled while segments are opened, by one thread.
 */
final class SegmentPlans {
  private final FieldAxes axes;
  private final PlanPool pool;
  private final BlankPredicates predicates;
  private final Map<Integer, TypePlans> types = new HashMap<>();

  SegmentPlans(FieldAxes axes, PlanPool pool, BlankPredicates predicates) {
    this.axes = axes;
    this.pool = pool;
    this.predicates = predicates;
  }

  TypePlans of(EventType type) {
    return types.computeIfAbsent(type.code(), key -> new TypePlans(type, axes, pool, predicates));
  }
}
