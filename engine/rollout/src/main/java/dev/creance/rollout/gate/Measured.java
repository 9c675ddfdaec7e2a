package dev.creance.rollout.gate;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a wave or a cluster did since a release came to it.
 *
 * @param nodes how many there are to run it
 * @param running how many of them run it now
 * @param nodeHours for how long it was run, over all nodes
 * @param hits alerts of it by rule
 * @param loadErrors rulesets that did not load, and releases that agents refused
 * @param events that were evaluated
 * @param dropped events that were lost
 */
public record Measured(
    int nodes,
    int running,
    double nodeHours,
    Map<String, Long> hits,
    long loadErrors,
    long events,
    long dropped) {
  /** Nothing. */
  public static final Measured NOTHING = new Measured(0, 0, 0, Map.of(), 0, 0, 0);

  public Measured {
    hits = java.util.Collections.unmodifiableMap(new TreeMap<>(hits));
  }

  /** Two clusters together. */
  public Measured plus(Measured other) {
    Map<String, Long> all = new TreeMap<>(hits);
    other.hits.forEach((rule, count) -> all.merge(rule, count, Long::sum));
    return new Measured(
        nodes + other.nodes,
        running + other.running,
        nodeHours + other.nodeHours,
        all,
        loadErrors + other.loadErrors,
        events + other.events,
        dropped + other.dropped);
  }

  public long allHits() {
    return hits.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The share of events that were lost; 0 when there were none. */
  public double lost() {
    return dropped == 0 ? 0 : (double) dropped / (events + dropped);
  }
}
