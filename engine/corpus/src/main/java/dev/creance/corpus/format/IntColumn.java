package dev.creance.corpus.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing column of non-negative numbers, and its encoding: planes of bytes (all low bytes, then
 * all second bytes, …) of the numbers or of their differences, whichever is narrower. General
 * compression then finds the runs.
 *
 * <p>Grown in chunks that are packed as narrowly as their numbers allow, so that columns of many
 * millions are never copied and take little memory.
 */
public final class IntColumn {
  private static final int PLAIN = 0;
  private static final int DELTA = 1;
  private static final int FIRST = 64;

  /** Numbers in a chunk. */
  private static final int CHUNK = 1 << 13;

  /** Whole chunks: planes of bytes, as many as the chunk's largest number needs. */
  private final List<byte[]> chunks = new ArrayList<>();

  /** Chunks of what was there before {@link #clear}: used again. */
  private final List<byte[]> spare = new ArrayList<>();

  /** The last numbers, not yet a chunk. */
  private int[] last = new int[FIRST];

  private int filled;
  private int max;

  /** Makes the column empty and keeps its memory for what comes next. */
  public void clear() {
    spare.addAll(chunks);
    chunks.clear();
    filled = 0;
    max = 0;
  }

  public int size() {
    return chunks.size() * CHUNK + filled;
  }

  /** The largest number so far. */
  public int max() {
    return max;
  }

  public int get(int index) {
    int chunk = index / CHUNK;
    int at = index % CHUNK;
    if (chunk == chunks.size()) {
      return last[at];
    }
    byte[] planes = chunks.get(chunk);
    int value = 0;
    for (int plane = planes.length / CHUNK - 1; plane >= 0; plane--) {
      value = value << 8 | planes[plane * CHUNK + at] & 0xFF;
    }
    return value;
  }

  public void add(int value) {
    if (filled == last.length) {
      makeRoom();
    }
    last[filled++] = value;
    if (value > max) {
      max = value;
    }
  }

  private void makeRoom() {
    if (filled < CHUNK) {
      last = Arrays.copyOf(last, filled * 2);
      return;
    }
    int top = 0;
    for (int value : last) {
      top |= value;
    }
    byte[] planes = chunk(width(top) * CHUNK);
    planes(last, CHUNK, planes, 0, CHUNK);
    chunks.add(planes);
    filled = 0;
  }

  private byte[] chunk(int length) {
    if (!spare.isEmpty() && spare.getLast().length == length) {
      return spare.removeLast();
    }
    return new byte[length];
  }

  private static int width(int top) {
    return top < 0 ? 4 : top < 1 << 8 ? 1 : top < 1 << 16 ? 2 : top < 1 << 24 ? 3 : 4;
  }

  /** Writes numbers as planes that are {@code stride} apart, up to the array's end. */
  private static void planes(int[] values, int count, byte[] out, int at, int stride) {
    for (int shift = 0; at < out.length; at += stride, shift += 8) {
      for (int i = 0; i < count; i++) {
        out[at + i] = (byte) (values[i] >>> shift);
      }
    }
  }

  /** Whether another column holds the same numbers. */
  public boolean same(IntColumn other) {
    return size() == other.size()
        && Arrays.equals(last, 0, filled, other.last, 0, filled)
        && Arrays.deepEquals(chunks.toArray(), other.chunks.toArray());
  }

  /**
   * The column as a section's content.
   *
   * @param delta whether to write zigzag differences: for numbers that mostly grow
   */
  public byte[] encode(boolean delta) {
    return delta ? encodeDifferences() : encodeNumbers();
  }

  private byte[] encodeNumbers() {
    int size = size();
    byte[] out = header(PLAIN, width(max), size);
    int at = 8;
    for (byte[] planes : chunks) {
      for (int from = 0, to = at; from < planes.length; from += CHUNK, to += size) {
        System.arraycopy(planes, from, out, to, CHUNK);
      }
      at += CHUNK;
    }
    planes(last, filled, out, at, size);
    return out;
  }

  private byte[] encodeDifferences() {
    int size = size();
    int[] coded = new int[size];
    int previous = 0;
    int top = 0;
    for (int i = 0; i < size; i++) {
      int value = get(i);
      int difference = value - previous;
      previous = value;
      coded[i] = (difference << 1) ^ (difference >> 31);
      top |= coded[i];
    }
    byte[] out = header(DELTA, width(top), size);
    planes(coded, size, out, 8, size);
    return out;
  }

  private static byte[] header(int kind, int width, int size) {
    byte[] out = new byte[8 + width * size];
    out[0] = (byte) kind;
    out[1] = (byte) width;
    Bytes.INT.set(out, 4, size);
    return out;
  }

  /** The numbers of an encoded column. */
  public static int[] decode(byte[] section) {
    int width = section[1];
    int size = (int) Bytes.INT.get(section, 4);
    int[] out = new int[size];
    for (int plane = 0; plane < width; plane++) {
      int at = 8 + plane * size;
      int shift = 8 * plane;
      for (int i = 0; i < size; i++) {
        out[i] |= (section[at + i] & 0xFF) << shift;
      }
    }
    if (section[0] == DELTA) {
      int value = 0;
      for (int i = 0; i < size; i++) {
        int coded = out[i];
        value += (coded >>> 1) ^ -(coded & 1);
        out[i] = value;
      }
    }
    return out;
  }
}
