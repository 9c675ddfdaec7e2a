package dev.creance.catalogue;

import java.util.List;

/**
 * Whether an audit trail is what was written.
 *
 * @param entries how many there are
 * @param head the hash of the last one, {@link AuditEntry#FIRST} when there is none: who keeps it
 *     elsewhere can tell later that nothing before it was changed
 * @param problems what is wrong, entry by entry; empty when nothing is
 */
public record AuditCheck(long entries, String head, List<Problem> problems) {
  public AuditCheck {
    problems = List.copyOf(problems);
  }

  /**
   * An entry that is not what was written.
   *
   * @param sequence of the entry
   */
  public record Problem(long sequence, String text) {}

  public boolean holds() {
    return problems.isEmpty();
  }
}
