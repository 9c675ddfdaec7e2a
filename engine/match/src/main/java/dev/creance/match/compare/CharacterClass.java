package dev.creance.match.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The POSIX character classes in the C locale: bytes above 127 are in none of them. */
enum CharacterClass {
  ALNUM,
  ALPHA,
  BLANK,
  CNTRL,
  DIGIT,
  GRAPH,
  LOWER,
  PRINT,
  PUNCT,
  SPACE,
  UPPER,
  XDIGIT;

  /** The class with a name such as {@code digit}; null when there is none. */
  static @Nullable CharacterClass named(String name) {
    for (CharacterClass named : values()) {
      if (named.name().toLowerCase(Locale.ROOT).equals(name)) {
        return named;
      }
    }
    return null;
  }

  boolean contains(char c) {
    boolean lower = c >= 'a' && c <= 'z';
    boolean upper = c >= 'A' && c <= 'Z';
    boolean digit = c >= '0' && c <= '9';
    boolean graph = c > ' ' && c < 127;
    return switch (this) {
      case ALNUM -> lower || upper || digit;
      case ALPHA -> lower || upper;
      case BLANK -> c == ' ' || c == '\t';
      case CNTRL -> c < ' ' || c == 127;
      case DIGIT -> digit;
      case GRAPH -> graph;
      case LOWER -> lower;
      case PRINT -> graph || c == ' ';
      case PUNCT -> graph && !lower && !upper && !digit;
      case SPACE -> c == ' ' || c >= '\t' && c <= '\r';
      case UPPER -> upper;
      case XDIGIT -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    };
  }
}
