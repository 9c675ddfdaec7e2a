package dev.creance.grammar.checked;

/** Stops the checking of one part; caught at the comparison that the part belongs to. */
final class CheckException extends Exception {
  private static final long serialVersionUID = 1L;

  CheckException(String message) {
    super(message, null, false, false);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
