package dev.creance.corpus.format;

import java.util.Arrays;

/**
 * A growing column of non-negative numbers, and its encoding: planes of bytes (all low bytes, then
 * all second bytes, …) of the numbers or of their differences, whichever is narrower. General
 * compression then finds the runs.
 */
public final class IntColumn {
  private static final int PLAIN = 0;
  private static final int DELTA = 1;

  private int[] values = new int[64];
  private int size;
  private int max;

  public int size() {
    return size;
  }

  /** The largest number so far. */
  public int max() {
    return max;
  }

  public int get(int index) {
    return values[index];
  }

  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
    if (value > max) {
      max = value;
    }
  }

  /**
   * The column as a section's content.
   *
   * @param delta whether to write zigzag differences: for numbers that mostly grow
   */
  public byte[] encode(boolean delta) {
    int[] coded = values;
    int top = max;
    if (delta) {
      coded = new int[size];
      int previous = 0;
      top = 0;
      for (int i = 0; i < size; i++) {
        int difference = values[i] - previous;
        previous = values[i];
        coded[i] = (difference << 1) ^ (difference >> 31);
        top |= coded[i];
      }
    }
    int width = top < 0 ? 4 : top < 1 << 8 ? 1 : top < 1 << 16 ? 2 : top < 1 << 24 ? 3 : 4;
    byte[] out = new byte[8 + width * size];
    out[0] = (byte) (delta ? DELTA : PLAIN);
    out[1] = (byte) width;
    Bytes.INT.set(out, 4, size);
    for (int plane = 0; plane < width; plane++) {
      int at = 8 + plane * size;
      int shift = 8 * plane;
      for (int i = 0; i < size; i++) {
        out[at + i] = (byte) (coded[i] >>> shift);
      }
    }
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
