package dev.creance.workbench.command;

import dev.creance.catalogue.AuditAction;
import dev.creance.catalogue.AuditException;
import dev.creance.catalogue.AuditTrail;
import dev.creance.release.approval.Verdict;
import dev.creance.release.registry.Reference;
import dev.creance.rollout.AuditDetail;
import dev.creance.workbench.terminal.Terminal;

/**
 * What a verdict on a release leads to: it is told, and a refusal is an entry of the audit trail.
 *
 * @param actor who wants the release to go somewhere
 */
record Admission(Terminal terminal, AuditTrail trail, String actor) {
  /** Whether the release with this digest may go to a channel, or be taken from it. */
  boolean passes(Verdict verdict, String release, Reference channel) throws AuditException {
    ReleaseText.lines(verdict).forEach(terminal.err()::println);
    if (!verdict.accepted()) {
      trail.append(actor, AuditAction.REFUSED, release, AuditDetail.refused(channel, verdict));
    }
    return verdict.accepted();
  }
}
