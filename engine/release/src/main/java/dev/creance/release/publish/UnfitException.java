package dev.creance.release.publish;

import dev.creance.release.bundle.ReleaseException;

/** What a channel points at is no release, or not whole. */
public final class UnfitException extends ReleaseException {
  private static final long serialVersionUID = 1L;

  private final String artifact;

  UnfitException(String artifact, Exception cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.artifact = artifact;
  }

  /** The digest of what the channel points at. */
  public String artifact() {
    return artifact;
  }
}
