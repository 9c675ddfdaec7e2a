package dev.creance.corpus.evaluate;

import dev.creance.events.state.EventScope;
import java.util.HashMap;
import java.util.Map;

/**
 * Predicates on events of which only the type is known: what they are compiled to is shared by all
 * types. Safe for use by several threads.
 */
final class BlankPredicates {
  private final PlanPool pool;
  private final Map<Integer, ColumnPredicate> compiled = new HashMap<>();

  BlankPredicates(PlanPool pool) {
    this.pool = pool;
  }

  synchronized boolean holds(int predicate, EventScope blank) {
    return compiled.computeIfAbsent(predicate, pool::compiled).holds(blank);
  }
}
