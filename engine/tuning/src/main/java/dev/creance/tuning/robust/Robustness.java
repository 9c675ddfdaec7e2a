package dev.creance.tuning.robust;

import dev.creance.grammar.rules.Rule;
import java.util.List;

/**
 * How a rule's hits change when something is lost on the way.
 *
 * @param hits when nothing is
 * @param changes one for each scenario
 */
public record Robustness(Rule rule, long hits, List<Change> changes) {
  public Robustness {
    changes = List.copyOf(changes);
  }

  /**
   * What a scenario changes; of all replays of it, when chance has a part in it.
   *
   * @param replays how often it was replayed
   * @param kept hits that are still there
   * @param unseen hits whose own events were lost: no rule can see them
   * @param lost hits whose events came, and which are not hits any more
   * @param added events that are hits only because something was lost
   */
  public record Change(
      Scenario scenario, int replays, long kept, long unseen, long lost, long added) {
    /**
     * The share of hits that stay as they were, of those that are or should be: 1 when nothing
     * changes but for events that were lost themselves.
     */
    public double figure() {
      long all = kept + lost + added;
      return all == 0 ? 1 : (double) kept / all;
    }
  }

  /** The worst scenario's share of hits that stay as they were: 1 is good, 0 is bad. */
  public double figure() {
    return changes.stream().mapToDouble(Change::figure).min().orElse(1);
  }
}
