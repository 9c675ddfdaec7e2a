package dev.creance.grammar.rules;

import java.util.Locale;
import java.util.Optional;

/** How grave a rule's alerts are; the gravest comes first. */
public enum Priority {
  EMERGENCY,
  ALERT,
  CRITICAL,
  ERROR,
  WARNING,
  NOTICE,
  INFORMATIONAL,
  DEBUG;

  /** As alerts print it, for example {@code Informational}. */
  public String text() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** Reads a priority in any case; {@code info} is {@link #INFORMATIONAL}. */
  public static Optional<Priority> parse(String text) {
    if (text.equalsIgnoreCase("info")) {
      return Optional.of(INFORMATIONAL);
    }
    for (Priority priority : values()) {
      if (priority.name().equalsIgnoreCase(text)) {
        return Optional.of(priority);
      }
    }
    return Optional.empty();
  }
}
