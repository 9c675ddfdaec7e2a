package dev.creance.rollout.run;

/** A step that cannot be taken; the message says why and what to do. */
public final class RolloutException extends Exception {
  private static final long serialVersionUID = 1;

  RolloutException(String message) {
    super(message);
  }
}
