package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * The hits of a rule held against what is normal.
 *
 * @param expected hits of which everything was seen on what is labelled normal
 * @param novel hits of which something was not
 * @param unjudged hits on events of kinds that are not learned
 * @param reasons what is new, most frequent first
 */
public record Novelty(long expected, long novel, long unjudged, List<RulePage.ValueCount> reasons) {
  public Novelty {
    reasons = List.copyOf(reasons);
  }
}
