package dev.creance.rollout.alerts;

import dev.creance.catalogue.AlertSums;
import dev.creance.catalogue.SeenAlert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sums alerts of files up, without keeping them. */
public final class ProductionAlerts {
  private final Map<String, Tally> rules = new TreeMap<>();
  private final Set<String> hosts = new HashSet<>();

  private static final class Tally {
    final String priority;
    final Set<String> hosts = new HashSet<>();
    long count;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    Tally(String priority) {
      this.priority = priority;
    }
  }

  /** Adds the alerts of a file of JSON lines, plain or gzipped. */
  public AlertFile addFile(Path file) throws IOException {
    return AlertLines.read(file, this::add);
  }

  private void add(SeenAlert alert) {
    Tally tally = rules.computeIfAbsent(alert.rule(), rule -> new Tally(alert.priority()));
    tally.count++;
    tally.first = Math.min(tally.first, alert.time());
    tally.last = Math.max(tally.last, alert.time());
    if (!alert.host().isEmpty()) {
      tally.hosts.add(alert.host());
      hosts.add(alert.host());
    }
  }

  /** All that was added. */
  public AlertSums sums() {
    return AlertSums.of(
        rules.entrySet().stream()
            .map(rule -> sum(rule.getKey(), rule.getValue()))
            .sorted(
                Comparator.comparingLong(AlertSums.OfRule::alerts)
                    .reversed()
                    .thenComparing(AlertSums.OfRule::rule))
            .toList(),
        hosts.size());
  }

  private static AlertSums.OfRule sum(String rule, Tally tally) {
    return new AlertSums.OfRule(
        rule,
        tally.priority,
        tally.count,
        tally.hosts.size(),
        instant(tally.first),
        instant(tally.last));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
