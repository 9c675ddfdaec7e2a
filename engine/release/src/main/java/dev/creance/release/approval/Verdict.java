package dev.creance.release.approval;

import java.util.List;

/**
 * Whether a release may run.
 *
 * @param approvers whose approvals count
 * @param needed how many approvals it takes
 * @param reasons why it may not; empty when it may
 */
public record Verdict(List<String> approvers, int needed, List<String> reasons) {
  public Verdict {
    approvers = List.copyOf(approvers);
    reasons = List.copyOf(reasons);
  }

  public boolean accepted() {
    return reasons.isEmpty();
  }
}
