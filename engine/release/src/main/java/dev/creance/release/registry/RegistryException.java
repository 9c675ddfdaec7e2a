package dev.creance.release.registry;

import java.io.IOException;

/** A registry said no, or something that makes no sense; the message says what to do. */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RegistryException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** The HTTP status; 0 when the answer itself was wrong. */
  public int status() {
    return status;
  }
}
