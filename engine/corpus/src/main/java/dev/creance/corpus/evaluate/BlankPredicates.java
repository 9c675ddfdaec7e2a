package dev.creance.corpus.evaluate;

import dev.creance.events.state.EventScope;

/**
 * Predicates on events of which only the type is known: what they are compiled to is shared by all
 * types. Safe for use by several threads.
 */
final class BlankPredicates {
  private final FieldReading reading;

  BlankPredicates(PlanPool pool) {
    this.reading = new FieldReading(pool);
  }

  synchronized boolean holds(int predicate, EventScope blank) {
    return reading.predicate(predicate).holds(blank);
  }
}
