package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * How a rule could be made quieter.
 *
 * @param hits of the rule on all corpora
 * @param normalHits those labelled normal
 * @param attackHits those of labelled attack steps
 * @param stepsCaught the attack steps that it catches
 * @param refused what hits have in common with attacks: not to be excepted
 */
public record Tuning(
    String rule,
    long hits,
    long normalHits,
    long attackHits,
    int stepsCaught,
    List<Proposal> proposals,
    List<Refusal> refused) {
  public Tuning {
    proposals = List.copyOf(proposals);
    refused = List.copyOf(refused);
  }

  /**
   * An exception that was loaded and measured.
   *
   * @param overlay the text of a rule file that is loaded behind the others
   * @param removed hits that it leaves out
   * @param left the others
   * @param normalRemoved those left out that are labelled normal
   * @param stepsKept attack steps that the rule still catches
   * @param contexts different combinations of values among the hits left out
   * @param covered events of the rule's types that pass the tests, hits or not
   * @param events all events of its types
   * @param rateLeft what is left per node and day, as text; empty when nothing is labelled normal
   * @param wideOpen whether an attacker on the node can choose every value that it tests
   */
  public record Proposal(
      String name,
      List<Test> tests,
      String overlay,
      long removed,
      long left,
      long normalRemoved,
      int stepsKept,
      int contexts,
      long covered,
      long events,
      String rateLeft,
      boolean wideOpen) {
    public Proposal {
      tests = List.copyOf(tests);
    }
  }

  /**
   * What has to hold for a hit to be left out.
   *
   * @param spoofable whether an attacker on the node chooses the value freely
   */
  public record Test(String text, boolean spoofable) {}

  /**
   * Hits that cannot be told from attacks.
   *
   * @param tests what they have in common, as text
   * @param attacks the attack steps that pass the same tests
   */
  public record Refusal(String tests, long hits, List<String> attacks) {
    public Refusal {
      attacks = List.copyOf(attacks);
    }
  }

  /**
   * Who answers for an exception.
   *
   * @param author whoever signs it
   * @param reason why it is needed
   * @param expires the day from which it is to be looked at again, as {@code 2026-11-24}
   */
  public record Signature(String author, String reason, String expires) {}
}
