package dev.creance.match.compare;

import dev.creance.grammar.checked.PosixRegex;
import java.nio.charset.StandardCharsets;

/** A regular expression that has to match a whole text. Both are UTF-8 in byte strings. */
final class WholeMatch {
  /** Builds its automaton as it goes, so it is guarded. */
  private final PosixRegex regex;

  private WholeMatch(PosixRegex regex) {
    this.regex = regex;
  }

  static WholeMatch of(String pattern) {
    return new WholeMatch(PosixRegex.of(pattern));
  }

  /** Whether the whole text matches; what is no UTF-8 in it counts as U+FFFD. */
  boolean matches(String text) {
    String characters = decode(text);
    synchronized (regex) {
      return regex.matches(characters);
    }
  }

  private static String decode(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 128) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }
}
