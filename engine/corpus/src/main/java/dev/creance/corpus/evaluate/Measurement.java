package dev.creance.corpus.evaluate;

import java.time.Duration;
import java.util.List;

/**
 * A ruleset measured on a corpus.
 *
 * @param rules of the enabled rules, in evaluation order; every rule is matched on every event
 * @param events events that rules see
 * @param elapsed the evaluation alone
 */
public record Measurement(List<RuleHits> rules, long events, Duration elapsed) {
  public Measurement {
    rules = List.copyOf(rules);
  }

  /** Hits of all rules together. */
  public long hits() {
    return rules.stream().mapToLong(RuleHits::hits).sum();
  }
}
