package dev.creance.match.plan;

import dev.creance.events.state.EventScope;
import dev.creance.match.formula.Bits;
import dev.creance.match.formula.Facet;
import dev.creance.match.formula.Predicate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one process, name or descriptor: the answers to the predicates of a facet
 * that were asked so far, and where they lead from the plans seen lately.
 */
final class Memory {
  private static final int PLANS = 8;

  private final Facet facet;
  private final long[] known;
  private final long[] answers;
  private final @Nullable Plan[] from = new @Nullable Plan[PLANS];
  private final @Nullable Plan[] to = new @Nullable Plan[PLANS];

  Memory(Facet facet, int words) {
    this.facet = facet;
    this.known = new long[words];
    this.answers = new long[words];
  }

  /** To be called when what the answers depend on has changed. */
  void forget() {
    Arrays.fill(known, 0);
    Arrays.fill(from, null);
  }

  /** What is left of a plan; asks the scope what is not remembered. */
  Plan next(Plan plan, Plans plans, EventScope scope, long stamp) {
    int slot = plan.id() & PLANS - 1;
    Plan remembered = to[slot];
    if (from[slot] == plan && remembered != null) {
      return remembered;
    }
    Plan.Step step = plans.step(plan, facet);
    ask(step, scope, stamp);
    Plan next = plans.follow(plan, step, facet, answers);
    if (next == null) {
      return plan;
    }
    from[slot] = plan;
    to[slot] = next;
    return next;
  }

  private void ask(Plan.Step step, EventScope scope, long stamp) {
    for (Predicate predicate : step.asked) {
      int place = predicate.place();
      if (!Bits.get(known, place)) {
        Bits.put(answers, place, predicate.holds(scope, stamp));
        Bits.set(known, place);
      }
    }
  }
}
