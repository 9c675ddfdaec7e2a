package dev.creance.rollout.run;

import dev.creance.rollout.gate.Measured;
import dev.creance.rollout.plan.RolloutPlan.Cluster;
import java.util.Map;

/**
 * What a cluster runs and did.
 *
 * @param runs how many nodes run which release now, by the release's digest
 * @param measured since the release that was asked about came to it
 * @param problem why nothing is known; empty when something is
 */
public record ClusterState(
    Cluster cluster, Map<String, Integer> runs, Measured measured, String problem) {
  public ClusterState {
    runs = Map.copyOf(runs);
  }
}
