package dev.creance.grammar.syntax;

/**
 * Finds where reading can go on behind text that cannot be read: before the next {@code and},
 * {@code or} or closing parenthesis that does not belong to the broken text itself. Quoted text and
 * balanced parentheses are jumped over.
 */
final class BrokenText {
  private final String text;

  /**
   * From here on parentheses do not balance; looking for their ends again would cost a scan each.
   */
  private boolean unbalanced;

  BrokenText(String text) {
    this.text = text;
  }

  /**
   * The end of the broken text, blanks behind it left out.
   *
   * @param open how many parentheses of lists and transformers are open at {@code start}
   * @param grouped whether a closing parenthesis beyond those would end a group
   */
  int end(int start, int open, boolean grouped) {
    int end = end(start, open, grouped, !unbalanced);
    if (end < 0) {
      unbalanced = true;
      end = end(start, open, grouped, false);
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int end(int start, int open, boolean grouped, boolean balance) {
    int inner = 0;
    int outer = open;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"', '\'' -> i = endOfQuoted(start, i);
        case '(' -> inner += balance ? 1 : 0;
        case ')' -> {
          if (inner > 0) {
            inner--;
          } else if (outer > 0) {
            outer--;
          } else if (grouped) {
            return i;
          }
        }
        default -> {
          if (inner == 0 && connectiveAt(start, i)) {
            return i;
          }
        }
      }
    }
    return inner > 0 ? -1 : text.length();
  }

  /** The closing delimiter, or {@code at} if there is none. */
  private int endOfQuoted(int start, int at) {
    if (at > start && text.charAt(at - 1) == '\\') {
      return at;
    }
    char delimiter = text.charAt(at);
    int close = text.indexOf(delimiter, at + 1);
    while (close > 0 && text.charAt(close - 1) == '\\') {
      close = text.indexOf(delimiter, close + 1);
    }
    return close < 0 ? at : close;
  }

  private boolean connectiveAt(int start, int at) {
    if (at > start && !isBlank(text.charAt(at - 1)) && text.charAt(at - 1) != ')') {
      return false;
    }
    int length = text.startsWith("and", at) ? 3 : text.startsWith("or", at) ? 2 : 0;
    int end = at + length;
    return length > 0
        && (end == text.length() || isBlank(text.charAt(end)) || text.charAt(end) == '(');
  }

  private static boolean isBlank(char c) {
    return Lexical.isBlank(c);
  }
}
