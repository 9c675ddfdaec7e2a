package dev.creance.grammar.checked;

import java.util.Optional;

/** Regular expressions in RE2's POSIX syntax. */
public final class PosixRegex {
  private PosixRegex() {}

  /** RE2's error for a pattern (a byte string), or empty when it compiles. */
  public static Optional<String> problem(String pattern) {
    return Optional.empty();
  }
}
