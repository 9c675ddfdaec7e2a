package dev.creance.tuning.propose;

import java.util.List;

/**
 * What was found for a rule.
 *
 * @param hits of the rule on all recordings
 * @param normalHits those labelled normal
 * @param attackHits those of labelled attack steps
 * @param attackStepsCaught the attack steps that it catches
 * @param proposals safe exceptions, the best first
 * @param rejected sets of hits that have much in common with each other and with hits of attack
 *     steps: what not to except, as text
 */
public record Proposals(
    String rule,
    long hits,
    long normalHits,
    long attackHits,
    int attackStepsCaught,
    List<Proposal> proposals,
    List<Rejection> rejected) {
  public Proposals {
    proposals = List.copyOf(proposals);
    rejected = List.copyOf(rejected);
  }

  /**
   * A set of hits that can't be told from attacks by their fields.
   *
   * @param tests what they have in common
   * @param hits how many of the sampled hits
   * @param attacks the attack steps that pass the same tests
   */
  public record Rejection(List<FieldTest> tests, long hits, List<String> attacks) {
    public Rejection {
      tests = List.copyOf(tests);
      attacks = List.copyOf(attacks);
    }
  }
}
