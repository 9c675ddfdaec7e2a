package dev.creance.recorder.kernel;

/**
 * The machine lacks something that recording needs: a right, a library, a kernel feature. The
 * message is one line and says what to do.
 */
public final class MissingFeatureException extends Exception {
  private static final long serialVersionUID = 1;

  public MissingFeatureException(String message) {
    super(message);
  }
}
