package dev.creance.rollout.gate;

import java.util.List;
import java.util.Optional;

/**
 * What a gate says.
 *
 * @param decision whether the rollout may go on
 * @param reasons why it may not, or not yet; empty when it may
 * @param total all rules together; empty when nothing was foretold or measured
 * @param rules each rule that was foretold or that fired, the most surprising first
 * @param detectable the lowest rate, in hits per node-hour, of a rule foretold to be silent that
 *     would have been found noisy by now, 19 times out of 20; infinite when nothing was measured
 */
public record Judgement(
    Decision decision,
    List<String> reasons,
    Optional<RuleJudgement> total,
    List<RuleJudgement> rules,
    double detectable) {
  public Judgement {
    reasons = List.copyOf(reasons);
    rules = List.copyOf(rules);
  }

  /** What becomes of the rollout. */
  public enum Decision {
    /** All is as foretold. */
    PASS,
    /** Nothing is wrong, and not enough was measured yet. */
    WAIT,
    /** Something is wrong. */
    FAIL,
    /** It cannot be judged: somebody has to decide. */
    HOLD
  }

  /**
   * A rule's noise, foretold and measured.
   *
   * @param rule its name
   * @param foretold hits per node-hour; NaN when nothing was
   * @param low the fewest hits that were to be expected in what was measured, 19 times out of 20
   * @param high the most
   * @param hits that were measured
   * @param measured hits per node-hour
   * @param probability of so many hits or more, were the rule noisier than foretold by no more than
   *     the tolerance; NaN when nothing was foretold
   * @param noisy whether that is too improbable to be chance
   */
  public record RuleJudgement(
      String rule,
      double foretold,
      long low,
      long high,
      long hits,
      double measured,
      double probability,
      boolean noisy) {}
}
