package dev.creance.catalogue;

import java.util.Locale;

/** What is done with releases, each step an entry of the {@link AuditTrail}. */
public enum AuditAction {
  /** A release was made of rule files, measured and signed by its author. */
  BUILT,
  /** Somebody approved a release. */
  APPROVED,
  /** A release was put into a registry, and a channel points at it. */
  PUBLISHED,
  /** A release was written to a cluster, or to files for one. */
  APPLIED,
  /** A channel was moved to a release that the registry had. */
  PROMOTED,
  /** The policy did not let a release out. */
  REFUSED,
  /** A rollout of a release began. */
  STARTED,
  /** A wave's channels are about to move; what they pointed at is in the entry. */
  MOVING,
  /** A wave's channels have moved. */
  MOVED,
  /** A gate let a rollout pass to the next wave, or somebody opened it by hand. */
  PASSED,
  /** A gate found something wrong. */
  FAILED,
  /** A rollout stands still until somebody says what becomes of it. */
  HELD,
  /** Somebody let a rollout that was held go on. */
  RESUMED,
  /** Channels are about to go back to an earlier release. */
  ROLLING_BACK,
  /** Channels have gone back to an earlier release. */
  ROLLED_BACK,
  /** A rollout reached its last wave and passed its gate. */
  FINISHED;

  /** As it is written in the trail: {@code rolled back}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
