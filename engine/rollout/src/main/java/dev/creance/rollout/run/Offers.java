package dev.creance.rollout.run;

import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.rollout.plan.RolloutPlan;
import dev.creance.rollout.plan.RolloutPlan.Cluster;
import dev.creance.rollout.run.RolloutState.Offered;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the channels of a plan offer, and the releases behind it. */
final class Offers {
  private final RolloutPlan plan;
  private final Registry registry;
  private final Map<String, Fetched> fetched = new HashMap<>();

  Offers(RolloutPlan plan, Registry registry) {
    this.plan = plan;
    this.registry = registry;
  }

  /** What each of the plan's channels points at now. */
  Map<String, Offered> all() throws IOException, InterruptedException {
    Map<String, Offered> all = new TreeMap<>();
    for (Cluster cluster : plan.clusters()) {
      if (!all.containsKey(cluster.channel())) {
        of(cluster.channel()).ifPresent(offered -> all.put(cluster.channel(), offered));
      }
    }
    return all;
  }

  /** What a channel points at now; empty when that is nothing, or nothing of Creance's. */
  Optional<Offered> of(String channel) throws IOException, InterruptedException {
    String artifact = artifact(plan.rules().at(channel));
    if (artifact.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Offered(artifact, fetch(artifact).release().digest()));
    } catch (ReleaseException e) {
      // Something that is no release of Creance's: nobody can go back to it.
      return Optional.empty();
    }
  }

  /** The digest of the artifact that a channel points at; empty for none. */
  String artifact(Reference channel) throws IOException, InterruptedException {
    return registry.manifest(channel).map(Registry.Stored::digest).orElse("");
  }

  /** What a digest stands for, which never changes. */
  Fetched fetch(String artifact) throws IOException, InterruptedException, ReleaseException {
    Fetched known = fetched.get(artifact);
    if (known == null) {
      known = new Fetcher(registry).fetch(plan.rules().at(artifact), "").orElseThrow();
      fetched.put(artifact, known);
    }
    return known;
  }
}
