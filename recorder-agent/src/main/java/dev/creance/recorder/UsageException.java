package dev.creance.recorder;

/** Wrong usage of a command; the message says what is wrong and what was expected. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
