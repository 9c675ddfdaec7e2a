package dev.creance.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Alerts of production, summed up.
 *
 * @param rules those of most alerts first
 * @param hosts how many hosts they came from
 * @param first when the first of them was; {@link Instant#EPOCH} when there is none
 */
public record AlertSums(List<OfRule> rules, int hosts, Instant first, Instant last) {
  /** Of no alerts. */
  public static final AlertSums NONE = of(List.of(), 0);

  private static final double MILLIS_PER_HOUR = 3_600_000;

  /**
   * A rule's alerts.
   *
   * @param priority as Falco writes it
   * @param hosts how many hosts they came from
   */
  public record OfRule(
      String rule, String priority, long alerts, int hosts, Instant first, Instant last) {}

  public AlertSums {
    rules = List.copyOf(rules);
  }

  /** Of the alerts of these rules, which came from so many hosts. */
  public static AlertSums of(List<OfRule> rules, int hosts) {
    Instant first = rules.stream().map(OfRule::first).min(Instant::compareTo).orElse(Instant.EPOCH);
    Instant last = rules.stream().map(OfRule::last).max(Instant::compareTo).orElse(Instant.EPOCH);
    return new AlertSums(rules, hosts, first, last);
  }

  /** All of them. */
  public long alerts() {
    return rules.stream().mapToLong(OfRule::alerts).sum();
  }

  /**
   * The node-hours that these alerts are of, as far as they tell: a node that fired nothing, and
   * time before the first and after the last alert, are not in it.
   */
  public double nodeHours() {
    return Math.max(1, hosts) * (Duration.between(first, last).toMillis() / MILLIS_PER_HOUR);
  }
}
