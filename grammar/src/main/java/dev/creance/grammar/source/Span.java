package dev.creance.grammar.source;

/**
 * A stretch of a text, as offsets: {@code start} included, {@code end} excluded. Line and column
 * are computed only for display, by {@link SourceFile}.
 */
public record Span(int start, int end) {
  public static final Span NONE = new Span(0, 0);

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  public int length() {
    return end - start;
  }

  public boolean contains(int offset) {
    return offset >= start && offset < end;
  }

  public Span shift(int by) {
    return new Span(start + by, end + by);
  }

  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }
}
