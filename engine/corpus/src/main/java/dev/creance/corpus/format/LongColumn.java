package dev.creance.corpus.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing column of 64-bit numbers, encoded in blocks of {@value #BLOCK} so that a few values can
 * be read without the rest: per block a first value and planes of zigzag differences.
 */
public final class LongColumn {
  public static final int BLOCK = 1 << 16;

  private final List<long[]> whole = new ArrayList<>();

  /** Blocks of what was there before {@link #clear}: used again. */
  private final List<long[]> spare = new ArrayList<>();

  /** The last block. */
  private long[] last = new long[64];

  private int filled;

  /** Makes the column empty and keeps its memory for what comes next. */
  public void clear() {
    spare.addAll(whole);
    whole.clear();
    filled = 0;
  }

  public int size() {
    return whole.size() * BLOCK + filled;
  }

  public void add(long value) {
    if (filled == last.length) {
      if (filled < BLOCK) {
        last = Arrays.copyOf(last, filled * 2);
      } else {
        whole.add(last);
        last = spare.isEmpty() ? new long[BLOCK] : spare.removeLast();
        filled = 0;
      }
    }
    last[filled++] = value;
  }

  public int blocks() {
    return whole.size() + (filled > 0 ? 1 : 0);
  }

  /** A block as a section's content. */
  public byte[] encode(int block) {
    long[] values = block < whole.size() ? whole.get(block) : last;
    int count = block < whole.size() ? BLOCK : filled;
    long[] coded = new long[count];
    long previous = values[0];
    long top = 0;
    for (int i = 0; i < count; i++) {
      long difference = values[i] - previous;
      previous = values[i];
      coded[i] = (difference << 1) ^ (difference >> 63);
      top |= coded[i];
    }
    int width = (64 - Long.numberOfLeadingZeros(top) + 7) / 8;
    byte[] out = new byte[16 + width * count];
    out[0] = (byte) width;
    Bytes.INT.set(out, 4, count);
    Bytes.LONG.set(out, 8, values[0]);
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
