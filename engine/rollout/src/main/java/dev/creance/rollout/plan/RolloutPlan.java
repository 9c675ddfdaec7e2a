package dev.creance.rollout.plan;

import dev.creance.release.registry.Reference;
import dev.creance.rollout.gate.GateRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Through which clusters a release goes.
 *
 * @param name of the rollout: what its entries in the audit trail are about
 * @param rules the repository that releases are published in; its tag says nothing
 * @param policy who may make and approve releases
 * @param operator who signs the way back; without one a failure holds the rollout
 * @param metrics what agents report
 * @param waves in their order, the canaries first
 */
public record RolloutPlan(
    String name,
    Reference rules,
    Path policy,
    Optional<Operator> operator,
    MetricNames metrics,
    List<Wave> waves) {
  public RolloutPlan {
    waves = List.copyOf(waves);
    if (waves.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one wave");
    }
    Set<String> names = new HashSet<>();
    for (Wave wave : waves) {
      for (Cluster cluster : wave.clusters()) {
        if (!names.add(cluster.name())) {
          throw new IllegalArgumentException("the cluster " + cluster.name() + " is in it twice");
        }
      }
    }
    Set<String> before = new HashSet<>();
    for (Wave wave : waves) {
      if (wave.channels().stream().anyMatch(before::contains)) {
        throw new IllegalArgumentException(
            "the wave " + wave.name() + " follows a channel of a wave before it");
      }
      before.addAll(wave.channels());
    }
  }

  /** All clusters, wave by wave. */
  public List<Cluster> clusters() {
    return waves.stream().flatMap(wave -> wave.clusters().stream()).toList();
  }

  /**
   * Whoever lets an earlier release run again: a person of the policy with the role ROLLBACK.
   *
   * @param key the file of the private key
   */
  public record Operator(String name, Path key) {}

  /**
   * Clusters that get a release together.
   *
   * @param gate what has to hold in them before the next wave
   */
  public record Wave(String name, GateRules gate, List<Cluster> clusters) {
    public Wave {
      clusters = List.copyOf(clusters);
      if (clusters.isEmpty()) {
        throw new IllegalArgumentException("the wave " + name + " has no cluster");
      }
    }

    /** The channels that its clusters follow. */
    public List<String> channels() {
      return clusters.stream().map(Cluster::channel).distinct().sorted().toList();
    }
  }

  /**
   * A cluster.
   *
   * @param channel the tag that its agents follow
   * @param prometheus where its agents' metrics are
   * @param selector which of the metrics there are its own: {@code cluster="eu-1"}
   * @param nodes how many agents there are; when nobody says, as many as reported since the wave
   *     began
   */
  public record Cluster(
      String name, String channel, URI prometheus, String selector, OptionalInt nodes) {}

  /** The names of what agents report, for fleets that report something else. */
  public record MetricNames(
      String release, String hits, String events, String dropped, List<String> errors) {
    /** Those of Creance's own agent. */
    public static final MetricNames AGENT =
        new MetricNames(
            "creance_agent_release_info",
            "creance_agent_rule_hits_total",
            "creance_agent_events_total",
            "creance_agent_events_dropped_total",
            List.of("creance_agent_load_errors_total", "creance_agent_release_refused_total"));

    public MetricNames {
      errors = List.copyOf(errors);
    }
  }
}
