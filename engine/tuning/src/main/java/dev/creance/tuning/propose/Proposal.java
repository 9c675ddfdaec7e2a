package dev.creance.tuning.propose;

import java.util.List;

/**
 * An exception for a rule, with its measured effect. All counts are of the rule's hits on all
 * recordings, of this exception alone.
 *
 * @param name of the exception in the overlay
 * @param tests what has to hold for a hit to be left out; all of them
 * @param overlay the text of a rule file to load behind the others
 * @param hitsRemoved hits that it leaves out
 * @param hitsLeft the others; measured with the overlay loaded
 * @param normalHitsRemoved those left out that are labelled normal
 * @param normalHits all that are labelled normal
 * @param attackHitsRemoved hits of labelled attack steps that it leaves out
 * @param attackStepsLost attack steps that the rule no longer catches
 * @param attackStepsCaught attack steps that the rule catches without it
 * @param distinctContexts different combinations of field values among the hits left out
 * @param eventsCovered of all events of the rule's types that pass the tests, hits or not: how wide
 *     the hole is
 * @param events all events of the rule's types
 * @param noiseLeft hits on normal per node-day that are left; NaN when nothing is normal
 */
public record Proposal(
    String name,
    List<FieldTest> tests,
    String overlay,
    long hitsRemoved,
    long hitsLeft,
    long normalHitsRemoved,
    long normalHits,
    long attackHitsRemoved,
    int attackStepsLost,
    int attackStepsCaught,
    int distinctContexts,
    long eventsCovered,
    long events,
    double noiseLeft) {
  public Proposal {
    tests = List.copyOf(tests);
  }

  /** Whether no labelled attack step, and no hit of one, is lost. */
  public boolean safe() {
    return attackStepsLost == 0 && attackHitsRemoved == 0;
  }

  /** The fields whose values an attacker on the node chooses freely. */
  public List<String> spoofableFields() {
    return tests.stream().filter(FieldTest::spoofable).map(FieldTest::field).toList();
  }

  /** Whether all of them are: then who knows the exception can hide in it. */
  public boolean wideOpen() {
    return tests.stream().allMatch(FieldTest::spoofable);
  }
}
