package dev.creance.corpus.format;

import java.util.Arrays;

/**
 * A growing column of 64-bit numbers, encoded in blocks of {@value #BLOCK} so that a few values can
 * be read without the rest: per block a first value and planes of zigzag differences.
 */
public final class LongColumn {
  public static final int BLOCK = 1 << 16;

  private long[] values = new long[64];
  private int size;

  public int size() {
    return size;
  }

  public long get(int index) {
    return values[index];
  }

  public void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  public int blocks() {
    return (size + BLOCK - 1) / BLOCK;
  }

  /** A block as a section's content. */
  public byte[] encode(int block) {
    int from = block * BLOCK;
    int count = Math.min(size - from, BLOCK);
    long[] coded = new long[count];
    long previous = values[from];
    long top = 0;
    for (int i = 0; i < count; i++) {
      long difference = values[from + i] - previous;
      previous = values[from + i];
      coded[i] = (difference << 1) ^ (difference >> 63);
      top |= coded[i];
    }
    int width = (64 - Long.numberOfLeadingZeros(top) + 7) / 8;
    byte[] out = new byte[16 + width * count];
    out[0] = (byte) width;
    Bytes.INT.set(out, 4, count);
    Bytes.LONG.set(out, 8, values[from]);
    for (int plane = 0; plane < width; plane++) {
      int at = 16 + plane * count;
      int shift = 8 * plane;
      for (int i = 0; i < count; i++) {
        out[at + i] = (byte) (coded[i] >>> shift);
      }
    }
    return out;
  }

  /** The numbers of an encoded block. */
  public static long[] decode(byte[] section) {
    int width = section[0];
    int count = (int) Bytes.INT.get(section, 4);
    long value = (long) Bytes.LONG.get(section, 8);
    long[] out = new long[count];
    for (int plane = 0; plane < width; plane++) {
      int at = 16 + plane * count;
      int shift = 8 * plane;
      for (int i = 0; i < count; i++) {
        out[i] |= (section[at + i] & 0xFFL) << shift;
      }
    }
    for (int i = 0; i < count; i++) {
      long coded = out[i];
      value += (coded >>> 1) ^ -(coded & 1);
      out[i] = value;
    }
    return out;
  }
}
