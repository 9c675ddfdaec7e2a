package dev.creance.grammar.yaml;

/**
 * A text with a cursor that counts lines and columns as yaml-cpp does: the first line break of the
 * text decides which character ends lines, and U+0004 stands for the end of input in look-ahead.
 */
final class CharStream {
  private static final char END = '\u0004';
  private final String text;
  private final int length;
  private int position;
  private int line;
  private int column;
  private char lineEnding;

  /**
   * @param from where to begin: at 0, or behind a line feed
   */
  CharStream(String text, int from) {
    this.text = text;
    this.length = text.length();
    if (from > 0) {
      position = from;
      lineEnding = '\n';
    } else if (length > 0 && text.charAt(0) == '\uFEFF') {
      position = 1;
    }
  }

  boolean more() {
    return position < length;
  }

  int position() {
    return position;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  void resetColumn() {
    column = 0;
  }

  char peek() {
    return position < length ? text.charAt(position) : END;
  }

  char peek(int ahead) {
    return position + ahead < length ? text.charAt(position + ahead) : END;
  }

  char get() {
    char c = peek();
    if (position < length) {
      position++;
    }
    column++;
    if (lineEnding == 0) {
      if (c == '\n') {
        lineEnding = '\n';
      } else if (c == '\r') {
        lineEnding = peek() == '\n' ? '\n' : '\r';
      }
    }
    // As long as no line break has been seen, yaml-cpp takes NULs for one.
    if (c == lineEnding) {
      column = 0;
      line++;
    }
    return c;
  }

  void eat(int count) {
    for (int i = 0; i < count; i++) {
      get();
    }
  }

  /** The length of the line break here, 0 for none. */
  int breakLength() {
    char c = peek();
    if (c == '\n') {
      return 1;
    }
    if (c == '\r') {
      return peek(1) == '\n' ? 2 : 1;
    }
    return 0;
  }

  boolean atBreak() {
    char c = peek();
    return c == '\n' || c == '\r';
  }

  boolean atBlank() {
    char c = peek();
    return c == ' ' || c == '\t';
  }

  boolean blankOrBreak(int ahead) {
    char c = peek(ahead);
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  boolean blankBreakOrEnd(int ahead) {
    return peek(ahead) == END || blankOrBreak(ahead);
  }

  boolean atEndMark() {
    return peek() == END;
  }

  /** Whether {@code ---} or {@code ...} stands here on its own. */
  boolean atDocumentIndicator() {
    return atDocumentIndicator('-') || atDocumentIndicator('.');
  }

  boolean atDocumentIndicator(char c) {
    return peek() == c && peek(1) == c && peek(2) == c && more() && blankBreakOrEnd(3);
  }

  String text(int from, int to) {
    return text.substring(from, to);
  }

  /** The number of UTF-8 bytes between two offsets. */
  int bytes(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += RawBytes.length(text, i);
    }
    return count;
  }
}
