package dev.creance.match.compare;

import java.util.BitSet;

/**
 * A bracket expression of a shell pattern: which bytes it matches and where the pattern goes on.
 *
 * @param bytes the bytes that match
 * @param end the offset after the closing bracket; after the opening one when it is never closed
 */
record GlobBracket(BitSet bytes, int end) {

  /** Reads the bracket whose {@code [} stands just before {@code start}. */
  static GlobBracket read(String pattern, int start, boolean ignoreCase) {
    BitSet bytes = new BitSet(256);
    int end = pattern.length();
    for (char b = 1; b < 256; b++) {
      int outcome = new Attempt(pattern, start, ignoreCase, b).run();
      if (outcome >= 0) {
        bytes.set(b);
        end = outcome;
      } else if (outcome == Attempt.UNCLOSED && b == '[') {
        bytes.set(b);
        end = start;
      }
    }
    return new GlobBracket(bytes, end);
  }

  /**
   * One byte tried against the items from left to right. The C library stops reading items at the
   * first that matches, so a broken item spoils the bracket only for the bytes that nothing before
   * it matched.
   */
  private static final class Attempt {
    static final int FAILS = -1;

    /** There is no closing bracket. */
    static final int UNCLOSED = -2;

    private static final char NONE = '\uffff';

    private final String pattern;
    private final boolean ignoreCase;
    private final boolean inverted;
    private final char raw;
    private final char folded;
    private int at;
    private boolean matched;
    private int failure;

    Attempt(String pattern, int start, boolean ignoreCase, char raw) {
      this.pattern = pattern;
      this.ignoreCase = ignoreCase;
      this.raw = raw;
      this.at = start;
      this.folded = fold(raw);
      char first = peek(0);
      this.inverted = first == '!' || first == '^';
    }

    private char peek(int ahead) {
      return at + ahead < pattern.length() ? pattern.charAt(at + ahead) : NONE;
    }

    private char fold(char c) {
      return ignoreCase ? ByteStrings.lower(c) : c;
    }

    /** The offset behind the bracket when the byte matches, else one of the negative outcomes. */
    int run() {
      at += inverted ? 1 : 0;
      do {
        item();
      } while (failure == 0 && !matched && peek(0) != ']');
      if (failure != 0) {
        return failure;
      }
      if (matched) {
        skipToClose();
        if (failure != 0) {
          return failure;
        }
      }
      return matched == inverted ? FAILS : at + 1;
    }

    private void item() {
      char c = peek(0);
      at++;
      if (c == NONE) {
        failure = UNCLOSED;
      } else if (c == '\\') {
        c = peek(0);
        at++;
        failure = c == NONE ? FAILS : 0;
        single(fold(c));
      } else if (c == '[' && peek(0) == '.') {
        collatingSymbol();
      } else if (c != '[' || !(peek(0) == ':' && characterClass() || equivalenceClass())) {
        single(fold(c));
      }
    }

    /** {@code first} alone, or the range that it begins. */
    private void single(char first) {
      boolean cutOff = peek(1) == NONE;
      if (peek(0) == '-' && peek(1) != ']' && !(cutOff && first == folded)) {
        range(first);
      } else {
        matched = first == folded;
      }
    }

    private void range(char first) {
      at++;
      char last = peek(0);
      at++;
      if (last == '[' && peek(0) == '.') {
        last = symbol();
      } else if (last == '\\') {
        last = peek(0);
        at++;
      }
      if (last == NONE) {
        failure = FAILS;
      }
      matched = first <= folded && folded <= fold(last);
    }

    /** {@code [:name:]}; false, with nothing consumed, when it only looks like one. */
    private boolean characterClass() {
      int end = 1;
      while (peek(end) >= 'a' && peek(end) < 'z') {
        end++;
      }
      if (peek(end) != ':' || peek(end + 1) != ']') {
        return false;
      }
      String name = pattern.substring(at + 1, at + end);
      at += end + 2;
      CharacterClass named = CharacterClass.named(name);
      if (named == null) {
        failure = FAILS;
      } else {
        matched = named.contains(raw);
      }
      return true;
    }

    /** {@code [=c=]}; false, with nothing consumed, when it only looks like one. */
    private boolean equivalenceClass() {
      if (peek(0) != '=' || peek(1) == NONE || peek(2) != '=' || peek(3) != ']') {
        return false;
      }
      matched = peek(1) == raw;
      at += 4;
      return true;
    }

    /** {@code [.c.]}: a byte that may begin a range whatever it is. */
    private void collatingSymbol() {
      char symbol = symbol();
      if (failure != 0) {
        return;
      }
      if (peek(0) == '-' && peek(1) != NONE) {
        if (peek(1) != ']') {
          range(symbol);
        }
      } else {
        matched = symbol == raw;
      }
    }

    /** Reads {@code .c.]}; symbols of several characters have no names in the C locale. */
    private char symbol() {
      if (peek(1) == NONE || peek(2) != '.' || peek(3) != ']') {
        failure = FAILS;
        return NONE;
      }
      char symbol = peek(1);
      at += 4;
      return symbol;
    }

    /** Goes to the closing bracket, over the items that need not match any more. */
    private void skipToClose() {
      while (peek(0) != ']') {
        char c = peek(0);
        at++;
        if (c == NONE) {
          failure = UNCLOSED;
          return;
        } else if (c == '\\') {
          at++;
        } else if (c == '[' && peek(0) == ':') {
          int end = 1;
          while (peek(end) >= 'a' && peek(end) < 'z') {
            end++;
          }
          at += peek(end) == ':' && peek(end + 1) == ']' ? end + 2 : 0;
        } else if (c == '[' && (peek(0) == '=' || peek(0) == '.') && !skipSymbol(peek(0))) {
          failure = FAILS;
          return;
        }
      }
    }

    private boolean skipSymbol(char kind) {
      int close = pattern.indexOf(kind + "]", at + 1);
      boolean whole = kind == '=' ? close == at + 2 : close >= 0;
      at = close + 2;
      return whole;
    }
  }
}
