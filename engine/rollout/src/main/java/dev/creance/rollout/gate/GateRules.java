package dev.creance.rollout.gate;

import java.time.Duration;
import java.util.Set;

/**
 * When a rollout may go on from a wave.
 *
 * @param soak how long a wave runs the release at least
 * @param nodeHours how many node-hours of it must have been measured at least
 * @param within how long to wait for all of that before the rollout is held
 * @param tolerance how many times as noisy as foretold is still as foretold; at least 1
 * @param confidence how sure it must be that there is more noise before the gate fails, over all
 *     rules together
 * @param healthy the share of nodes that must run the release
 * @param loadErrors how many failures to load, and refusals, are allowed
 * @param drops the share of events that may be lost
 * @param except rules whose noise is not judged
 * @param byHand whether somebody has to open the gate even when it would pass
 * @param rollBack whether a failure goes back by itself; otherwise the rollout is held
 */
public record GateRules(
    Duration soak,
    double nodeHours,
    Duration within,
    double tolerance,
    double confidence,
    double healthy,
    long loadErrors,
    double drops,
    Set<String> except,
    boolean byHand,
    boolean rollBack) {
  /** What a plan gets that says nothing. */
  public static final GateRules USUAL =
      new GateRules(
          Duration.ofMinutes(30),
          1,
          Duration.ofHours(24),
          2,
          0.99,
          0.95,
          0,
          0.01,
          Set.of(),
          false,
          true);

  public GateRules {
    except = Set.copyOf(except);
    if (soak.isNegative() || within.compareTo(soak) < 0) {
      throw new IllegalArgumentException("'within' is at least as long as 'soak'");
    }
    if (!(tolerance >= 1) || !(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "'tolerance' is 1 or more, and 'confidence' between 0.5 and 1");
    }
    if (!(healthy >= 0 && healthy <= 1) || !(drops >= 0 && drops <= 1)) {
      throw new IllegalArgumentException("'healthy' and 'drops' are shares between 0 and 1");
    }
    if (!(nodeHours >= 0) || loadErrors < 0) {
      throw new IllegalArgumentException("'node_hours' and 'load_errors' are 0 or more");
    }
  }
}
