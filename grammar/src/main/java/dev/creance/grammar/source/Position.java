package dev.creance.grammar.source;

/**
 * A place in a condition as Falco counts: {@code offset} in bytes from 0, {@code line} and {@code
 * column} from 1. A carriage return and a line feed each start a new line.
 */
public record Position(int offset, int line, int column) {
  /** The place of an offset in a byte string; an offset behind the end counts as the end. */
  public static Position of(String text, int offset) {
    int end = Math.min(offset, text.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(end, line, end - lineStart + 1);
  }
}
