package dev.creance.release.approval;

import java.util.List;
import java.util.Set;

/**
 * Whether a release may run.
 *
 * @param approvers whose approvals count
 * @param needed how many approvals it takes
 * @param problems why it may not; empty when it may
 * @param mayReplace digests of later releases that it may take the place of, by a signature in the
 *     role {@link Person.Role#ROLLBACK}
 */
public record Verdict(
    List<String> approvers, int needed, List<Problem> problems, Set<String> mayReplace) {
  public Verdict {
    approvers = List.copyOf(approvers);
    problems = List.copyOf(problems);
    mayReplace = Set.copyOf(mayReplace);
  }

  /** A reason to refuse a release. */
  public record Problem(Kind kind, String text) {}

  /** Kinds of reasons, the gravest first. */
  public enum Kind {
    /** Its author did not sign it. */
    UNSIGNED,
    /** A signature is wrong, by somebody unknown, or by somebody who may not. */
    SIGNATURE,
    /** Its author approved it. */
    SELF_APPROVED,
    /** Not enough others approved it. */
    APPROVALS
  }

  public boolean accepted() {
    return problems.isEmpty();
  }

  /** Why it may not run, for people; empty when it may. */
  public List<String> reasons() {
    return problems.stream().map(Problem::text).toList();
  }
}
