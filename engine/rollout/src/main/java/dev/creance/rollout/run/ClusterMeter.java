package dev.creance.rollout.run;

import dev.creance.rollout.gate.Measured;
import dev.creance.rollout.measure.MeasureException;
import dev.creance.rollout.measure.Prometheus.Range;
import dev.creance.rollout.measure.Series;
import dev.creance.rollout.plan.RolloutPlan.Cluster;
import dev.creance.rollout.plan.RolloutPlan.MetricNames;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Measures what clusters do with a release, by their agents' metrics. A node counts from when it
 * reported the release until it reported another one or none, so nodes that come late or go are
 * neither missed nor counted twice.
 */
final class ClusterMeter {
  private static final Duration LEAST_STEP = Duration.ofSeconds(1);
  private static final int MOST_STEPS = 121;
  private static final double SECONDS_PER_HOUR = 3600;

  private final Asking asking;
  private final MetricNames names;

  /** How a Prometheus is asked. */
  @FunctionalInterface
  interface Asking {
    List<Series> range(URI server, String expression, Range range)
        throws MeasureException, InterruptedException;
  }

  ClusterMeter(Asking asking, MetricNames names) {
    this.asking = asking;
    this.names = names;
  }

  /**
   * Measures a cluster; when it cannot be measured, says so in the result.
   *
   * @param release the digest of the release that is asked about
   * @param since when the cluster's channel moved to it
   */
  ClusterState measure(Cluster cluster, String release, Instant since, Instant now)
      throws InterruptedException {
    try {
      Range range = Range.of(since, now, LEAST_STEP, MOST_STEPS);
      Map<String, boolean[]> running = new HashMap<>();
      Set<String> nodes = new HashSet<>();
      Map<String, Integer> runs = new TreeMap<>();
      for (Series series : query(cluster, names.release(), range)) {
        String node = series.label("instance");
        nodes.add(node);
        if (series.has(range.steps() - 1)) {
          runs.merge(series.label("release"), 1, Integer::sum);
        }
        if (series.label("release").equals(release)) {
          boolean[] at = running.computeIfAbsent(node, key -> new boolean[range.steps()]);
          for (int step = 0; step < at.length; step++) {
            at[step] |= series.has(step);
          }
        }
      }
      List<Series> seen = query(cluster, names.events(), range);
      Map<String, boolean[]> present = new HashMap<>();
      for (Series series : seen) {
        boolean[] at =
            present.computeIfAbsent(series.label("instance"), key -> new boolean[range.steps()]);
        for (int step = 0; step < at.length; step++) {
          at[step] |= series.has(step);
        }
      }
      nodes.addAll(present.keySet());
      long events = sum(seen, present);
      long errors = 0;
      for (String error : names.errors()) {
        errors += sum(query(cluster, error, range), present);
      }
      return new ClusterState(
          cluster,
          runs,
          new Measured(
              Math.max(nodes.size(), cluster.nodes().orElse(0)),
              runs.getOrDefault(release, 0),
              hours(running, range),
              hits(query(cluster, names.hits(), range), running),
              errors,
              events,
              sum(query(cluster, names.dropped(), range), present)),
          "");
    } catch (MeasureException e) {
      return new ClusterState(
          cluster,
          Map.of(),
          new Measured(cluster.nodes().orElse(0), 0, 0, Map.of(), 0, 0, 0),
          String.valueOf(e.getMessage()));
    }
  }

  private List<Series> query(Cluster cluster, String metric, Range range)
      throws MeasureException, InterruptedException {
    return asking.range(cluster.prometheus(), metric + "{" + cluster.selector() + "}", range);
  }

  private static double hours(Map<String, boolean[]> running, Range range) {
    long steps = 0;
    for (boolean[] at : running.values()) {
      for (int step = 1; step < at.length; step++) {
        steps += at[step - 1] && at[step] ? 1 : 0;
      }
    }
    return steps * range.step().toMillis() / 1000.0 / SECONDS_PER_HOUR;
  }

  /** Only those between two moments at which the node ran the release. */
  private static Map<String, Long> hits(List<Series> counters, Map<String, boolean[]> running) {
    Map<String, Double> sums = new TreeMap<>();
    for (Series counter : counters) {
      boolean[] at = running.get(counter.label("instance"));
      if (at == null) {
        continue;
      }
      String rule = counter.label("rule");
      double sum = 0;
      for (int step = 1; step < at.length; step++) {
        sum += at[step - 1] && at[step] ? counter.growth(step) : 0;
      }
      sums.merge(rule.isEmpty() ? counter.label("rule_name") : rule, sum, Double::sum);
    }
    Map<String, Long> hits = new TreeMap<>();
    sums.forEach((rule, sum) -> hits.put(rule, Math.round(sum)));
    return hits;
  }

  /** By how much counters grew. What a node counted before it was seen first is not new. */
  private static long sum(List<Series> counters, Map<String, boolean[]> present) {
    double sum = 0;
    for (Series counter : counters) {
      boolean[] at = present.get(counter.label("instance"));
      for (int step = 1; step < counter.values().length; step++) {
        sum += counter.has(step - 1) || (at != null && at[step - 1]) ? counter.growth(step) : 0;
      }
    }
    return Math.round(sum);
  }
}
