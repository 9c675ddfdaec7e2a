package dev.creance.workbench.window.shown;

import java.util.Map;

/**
 * The alerts of production that a workspace keeps, summed up.
 *
 * @param rules by name
 * @param nodeHours what they are of, as far as alerts tell: the hosts that fired, times the span
 *     from the first to the last alert
 * @param summary for a person; empty when there are none
 * @param told what was imported just now, and what of it could not be used; empty otherwise
 */
public record Production(Map<String, OfRule> rules, double nodeHours, String summary, String told) {
  public static final Production NONE = new Production(Map.of(), 0, "", "");

  public Production {
    rules = Map.copyOf(rules);
  }

  /**
   * A rule's.
   *
   * @param perDay per node and day
   * @param hosts how many hosts fired it
   */
  public record OfRule(long alerts, double perDay, int hosts) {}

  /** Whether there are any. */
  public boolean any() {
    return !rules.isEmpty();
  }
}
