package dev.creance.rollout.run;

import dev.creance.rollout.gate.Judgement;
import java.util.Optional;

/**
 * A cluster in the view of all.
 *
 * @param wave the name of its wave
 * @param state what it runs and did
 * @param release the digest of the release that its channel offers; empty when it offers none
 * @param version of that release
 * @param judgement its noise and health beside what was foretold; empty when that is unknown
 */
public record ClusterStatus(
    String wave,
    ClusterState state,
    String release,
    String version,
    Optional<Judgement> judgement) {
  /** How many of its nodes run something else than what they are offered; 0 when it is unknown. */
  public int drifted() {
    return state.problem().isEmpty() && !version.isEmpty()
        ? state.measured().nodes() - state.measured().running()
        : 0;
  }
}
