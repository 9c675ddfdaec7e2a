package dev.creance.recorder.detect;

/** Rules that do not load; the message has a line for each error. */
public final class RulesException extends Exception {
  private static final long serialVersionUID = 1;

  RulesException(String message) {
    super(message);
  }
}
