package dev.creance.grammar.checked;

import java.util.Optional;

/**
 * A problem of a condition or template.
 *
 * @param message Falco's wording
 * @param replacement what probably was meant, to stand in place of the text at {@code origin}
 */
public record Finding(Origin origin, String message, Optional<String> replacement) {
  public Finding(Origin origin, String message) {
    this(origin, message, Optional.empty());
  }

  /**
   * Whether it is about a field or event type that a Falco of another version or with other plugins
   * may know: what {@code skip-if-unknown-filter} forgives.
   */
  public boolean unknownWord() {
    return message.contains("nonexistent field")
        || message.contains("invalid formatting token")
        || message.contains("unknown event type")
        || message.contains("unknown filter:");
  }
}
