package dev.creance.match.formula;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Test;

/**
 * A question about an event that is either true or false: a comparison or an {@code exists}.
 * Answers are kept for the event of a stamp, so that a question that many rules ask is answered
 * once.
 *
 * <p>Used by one thread at a time.
 */
public abstract class Predicate {
  private final Test test;
  private final int id;
  private final Facet facet;
  private final int cost;

  /** Its place among the predicates of its facet, from 0. */
  private final int place;

  private long stamp = -1;
  private boolean answer;

  protected Predicate(Test test, int id, Facet facet, int place, int cost) {
    this.test = test;
    this.id = id;
    this.facet = facet;
    this.place = place;
    this.cost = cost;
  }

  /** Answers anew. */
  protected abstract boolean ask(EventScope scope, long stamp);

  /**
   * The answer for an event.
   *
   * @param stamp differs from event to event
   */
  public final boolean holds(EventScope scope, long stamp) {
    if (this.stamp != stamp) {
      answer = ask(scope, stamp);
      this.stamp = stamp;
    }
    return answer;
  }

  /** A test with this meaning. */
  public final Test test() {
    return test;
  }

  public final int id() {
    return id;
  }

  public final Facet facet() {
    return facet;
  }

  public final int place() {
    return place;
  }

  /** What asking costs, in about nanoseconds. */
  public final int cost() {
    return cost;
  }
}
