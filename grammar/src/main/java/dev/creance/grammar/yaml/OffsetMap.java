package dev.creance.grammar.yaml;

import dev.creance.grammar.source.Span;
import java.util.Arrays;

/**
 * Where each character of a decoded scalar was written. Held as runs of characters that lie side by
 * side in the file; an escape or a folded line break is a run of its own.
 */
public final class OffsetMap {
  private final int[] textStarts;
  private final int[] fileStarts;
  private final int[] fileEnds;
  private final int length;

  /** What is added to offsets in the file. */
  private final int shift;

  private OffsetMap(int[] textStarts, int[] fileStarts, int[] fileEnds, int length, int shift) {
    this.textStarts = textStarts;
    this.fileStarts = fileStarts;
    this.fileEnds = fileEnds;
    this.length = length;
    this.shift = shift;
  }

  /** The map of the same text further behind in a file. */
  OffsetMap shifted(int by) {
    return new OffsetMap(textStarts, fileStarts, fileEnds, length, shift + by);
  }

  /** The map of a text that stands in the file as it is, from {@code fileStart} on. */
  public static OffsetMap straight(int fileStart, int length) {
    return new OffsetMap(
        new int[] {0}, new int[] {fileStart}, new int[] {fileStart + length}, length, 0);
  }

  /** The map of {@code length} characters, each written at {@code from[i]} to {@code to[i]}. */
  static OffsetMap of(int[] from, int[] to, int length, int emptyAt) {
    if (length == 0) {
      return straight(emptyAt, 0);
    }
    int[] texts = new int[8];
    int[] starts = new int[8];
    int[] ends = new int[8];
    int runs = 0;
    for (int i = 0; i < length; i++) {
      boolean joins =
          i > 0 && from[i] == to[i - 1] && to[i] == from[i] + 1 && to[i - 1] == from[i - 1] + 1;
      if (!joins) {
        if (runs == texts.length) {
          texts = Arrays.copyOf(texts, runs * 2);
          starts = Arrays.copyOf(starts, runs * 2);
          ends = Arrays.copyOf(ends, runs * 2);
        }
        texts[runs] = i;
        starts[runs++] = from[i];
      }
      ends[runs - 1] = to[i];
    }
    return new OffsetMap(
        Arrays.copyOf(texts, runs),
        Arrays.copyOf(starts, runs),
        Arrays.copyOf(ends, runs),
        length,
        0);
  }

  public int length() {
    return length;
  }

  /** The map of the UTF-8 bytes of {@code text}, whose characters this map tells. */
  public OffsetMap forBytesOf(String text) {
    int[] from = new int[text.length() * 3];
    int[] to = new int[text.length() * 3];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      int bytes = RawBytes.length(text, i);
      for (int j = 0; j < bytes; j++) {
        from[size] = start(i);
        to[size++] = end(i);
      }
    }
    return of(from, to, size, start(0));
  }

  /** The map of the characters {@code start} to before {@code end}. */
  public OffsetMap slice(int start, int end) {
    int[] from = new int[end - start];
    int[] to = new int[end - start];
    for (int i = start; i < end; i++) {
      from[i - start] = start(i);
      to[i - start] = end(i);
    }
    return of(from, to, end - start, start(start));
  }

  /**
   * The offset in the file of the character at {@code index}; the end of the text for its length.
   */
  public int start(int index) {
    if (index >= length) {
      return fileEnds[fileEnds.length - 1] + shift;
    }
    int run = run(index);
    return fileStarts[run] + index - textStarts[run] + shift;
  }

  /** The offset in the file behind the character at {@code index}. */
  public int end(int index) {
    if (length == 0) {
      return fileEnds[0] + shift;
    }
    int run = run(Math.min(index, length - 1));
    int next = run + 1 < textStarts.length ? textStarts[run + 1] : length;
    return shift
        + (index >= next - 1 ? fileEnds[run] : fileStarts[run] + index - textStarts[run] + 1);
  }

  /** The stretch of the file in which the characters {@code from} to before {@code to} stand. */
  public Span span(int from, int to) {
    int start = start(from);
    return new Span(start, to > from ? Math.max(start, end(to - 1)) : start);
  }

  private int run(int index) {
    int found = Arrays.binarySearch(textStarts, index);
    return found >= 0 ? found : -found - 2;
  }
}
