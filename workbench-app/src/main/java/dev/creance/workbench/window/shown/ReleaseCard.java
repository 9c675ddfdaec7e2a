package dev.creance.workbench.window.shown;

import java.nio.file.Path;
import java.util.List;

/**
 * A release of the workspace.
 *
 * @param folder where it is
 * @param previous the name and version of the release before it; empty for the first
 * @param breaches budgets that it exceeds
 * @param needed how many approvals it takes; 0 when there is no policy
 * @param approvers whose approvals count
 * @param problems why it may not run; empty when it may
 * @param mayApprove who could approve it and has not
 * @param measuredOn the corpora that it was measured on, as text
 */
public record ReleaseCard(
    Path folder,
    String name,
    String version,
    long sequence,
    String author,
    String digest,
    String previous,
    List<Change> changes,
    List<Measure> measures,
    List<FileDiff> diffs,
    List<String> breaches,
    int needed,
    List<String> approvers,
    List<String> problems,
    List<String> mayApprove,
    List<Signed> signatures,
    String measuredOn) {
  public ReleaseCard {
    changes = List.copyOf(changes);
    measures = List.copyOf(measures);
    diffs = List.copyOf(diffs);
    breaches = List.copyOf(breaches);
    approvers = List.copyOf(approvers);
    problems = List.copyOf(problems);
    mayApprove = List.copyOf(mayApprove);
    signatures = List.copyOf(signatures);
  }

  /** A rule that is new, gone or changed, with its hits before and now. */
  public record Change(String kind, String rule, String priority, long before, long now) {}

  /** What a rule is foretold to do: hits per node and hour on normal, and its interval. */
  public record Measure(
      String rule, long hits, double perNodeHour, double low, double high, double before) {}

  /** How a file differs from the release before: {@code - gone}, {@code + new}, as lines. */
  public record FileDiff(String file, List<String> lines) {
    public FileDiff {
      lines = List.copyOf(lines);
    }
  }

  /** A signature: who, as what, when, why. */
  public record Signed(String person, String role, String time, String comment) {}

  /** Whether it may run. */
  public boolean accepted() {
    return needed > 0 && problems.isEmpty();
  }

  /**
   * All releases of a workspace.
   *
   * @param policy the policy's file as seen from the workspace; empty when there is none
   * @param wrong a sentence for each folder that could not be read
   */
  public record All(List<ReleaseCard> releases, String policy, List<String> wrong) {
    public All {
      releases = List.copyOf(releases);
      wrong = List.copyOf(wrong);
    }
  }
}
