package dev.creance.grammar.syntax;

/** The kinds of characters in conditions, and which texts can stand there without quotes. */
final class Lexical {
  private Lexical() {}

  /**
   * A value: no parenthesis, quote, space, equals sign or comma, no backspace at its start, and
   * whole UTF-8 characters.
   */
  static boolean isBare(String text) {
    return !text.startsWith("\b") && isMadeOf(text, "()\"'=,");
  }

  /** The argument of a field: no bracket, quote or space, and whole UTF-8 characters. */
  static boolean isBareIndex(String text) {
    return isMadeOf(text, "[]\"'");
  }

  /** What may stand between tokens. A vertical tab and a form feed end a value but may not. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\b' || c == '\r' || c == '\n';
  }

  static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isMadeOf(String text, String forbidden) {
    int i = 0;
    while (i < text.length()) {
      int length = characterLength(text, i);
      if (length == 0
          || length == 1 && (isSpace(text.charAt(i)) || forbidden.indexOf(text.charAt(i)) >= 0)) {
        return false;
      }
      i += length;
    }
    return i > 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /** How many bytes make the UTF-8 character at an offset; 0 if they make none. */
  private static int characterLength(String text, int at) {
    char lead = text.charAt(at);
    int length =
        lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (at + length > text.length()) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      char tail = text.charAt(at + i);
      if (tail < 0x80 || tail > 0xBF) {
        return 0;
      }
    }
    return length;
  }
}
