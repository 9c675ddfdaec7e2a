package dev.creance.grammar.rules;

/** Falco's patterns for rule names: {@code *} stands for any run of characters. */
public final class Wildcard {
  private Wildcard() {}

  /**
   * Whether a name fits a pattern. The literal pieces are looked for from left to right and never
   * again further right, so {@code *a} doesn't fit {@code aba}.
   */
  public static boolean matches(String pattern, String name) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(name);
    }
    if (!name.startsWith(pattern.substring(0, star))) {
      return false;
    }
    int at = star;
    int next = star;
    while (next < pattern.length()) {
      while (next < pattern.length() && pattern.charAt(next) == '*') {
        next++;
      }
      if (next == pattern.length()) {
        return true;
      }
      int end = pattern.indexOf('*', next);
      String piece = pattern.substring(next, end < 0 ? pattern.length() : end);
      int found = name.indexOf(piece, at);
      if (found < 0) {
        return false;
      }
      at = found + piece.length();
      next += piece.length();
    }
    return at == name.length();
  }
}
