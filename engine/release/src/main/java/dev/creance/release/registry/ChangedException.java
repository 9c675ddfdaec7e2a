package dev.creance.release.registry;

import java.io.IOException;

/** What came is not what its digest says: it was changed on the way or in the registry. */
public final class ChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  ChangedException(String message) {
    super(message);
  }
}
