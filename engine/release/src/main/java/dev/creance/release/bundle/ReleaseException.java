package dev.creance.release.bundle;

/** A release that is not what it should be; the message says what was expected and what to do. */
public class ReleaseException extends Exception {
  private static final long serialVersionUID = 1L;

  public ReleaseException(String message) {
    super(message);
  }

  public ReleaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
