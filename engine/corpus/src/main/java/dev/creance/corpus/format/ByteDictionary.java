package dev.creance.corpus.format;

import java.util.Arrays;

/**
 * Gives equal byte strings the same number: dense, from 0, in the order in which they first came.
 * An open-addressing table over one growing array of bytes; used by one thread.
 */
public final class ByteDictionary {
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long MIX = 0xBF58476D1CE4E5B9L;

  private byte[] bytes = new byte[1 << 10];
  private int[] ends = new int[32];

  /** Slots: a hash above, a number + 1 below; 0 is free. */
  private long[] table = new long[64];

  private int count;

  /** The number given last: it is often asked for again. */
  private int last;

  /** Forgets all strings and keeps the memory for what comes next. */
  public void clear() {
    Arrays.fill(table, 0);
    count = 0;
    last = 0;
  }

  /** The number of distinct strings. */
  public int size() {
    return count;
  }

  /** The bytes of all strings together. */
  public int byteSize() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /** The array that {@link #offset} points into, until the next string is added. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a string begins. */
  public int offset(int code) {
    return start(code);
  }

  /** How long a string is. */
  public int length(int code) {
    return ends[code] - start(code);
  }

  /** The number of a string, −1 when it is not there. */
  public int find(byte[] source, int offset, int length) {
    int hash = hash(source, offset, length);
    int mask = table.length - 1;
    for (int at = hash & mask; table[at] != 0; at = (at + 1) & mask) {
      long slot = table[at];
      if ((int) (slot >>> 32) == hash && equal((int) slot - 1, source, offset, length)) {
        return (int) slot - 1;
      }
    }
    return -1;
  }

  /** The number of a string; {@code source} is copied when it is new. */
  public int intern(byte[] source, int offset, int length) {
    if (count > 0 && equal(last, source, offset, length)) {
      return last;
    }
    int hash = hash(source, offset, length);
    int mask = table.length - 1;
    int at = hash & mask;
    while (true) {
      long slot = table[at];
      if (slot == 0) {
        break;
      }
      if ((int) (slot >>> 32) == hash && equal((int) slot - 1, source, offset, length)) {
        last = (int) slot - 1;
        return last;
      }
      at = (at + 1) & mask;
    }
    int code = append(source, offset, length);
    table[at] = (long) hash << 32 | code + 1;
    if (count * 2 > table.length) {
      grow();
    }
    last = code;
    return code;
  }

  private boolean equal(int code, byte[] source, int offset, int length) {
    int start = start(code);
    if (ends[code] - start != length) {
      return false;
    }
    // Most are short: a call of the runtime's comparison would take longer.
    if (length <= 8) {
      return low(bytes, start, length) == low(source, offset, length);
    }
    if (int64(bytes, start) != int64(source, offset)
        || int64(bytes, start + length - 8) != int64(source, offset + length - 8)) {
      return false;
    }
    return length <= 16
        || Arrays.equals(
            bytes, start + 8, start + length - 8, source, offset + 8, offset + length - 8);
  }

  private static long int64(byte[] bytes, int at) {
    return (long) Bytes.LONG.get(bytes, at);
  }

  /** Up to eight bytes as a number. */
  private static long low(byte[] bytes, int at, int length) {
    if (at + 8 <= bytes.length) {
      return length == 0 ? 0 : int64(bytes, at) & -1L >>> (64 - 8 * length);
    }
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | bytes[at + i] & 0xFF;
    }
    return value;
  }

  private int append(byte[] source, int offset, int length) {
    int start = byteSize();
    if (start + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    System.arraycopy(source, offset, bytes, start, length);
    ends[count] = start + length;
    return count++;
  }

  private void grow() {
    long[] bigger = new long[table.length * 2];
    int mask = bigger.length - 1;
    for (long slot : table) {
      if (slot != 0) {
        int at = (int) (slot >>> 32) & mask;
        while (bigger[at] != 0) {
          at = (at + 1) & mask;
        }
        bigger[at] = slot;
      }
    }
    table = bigger;
  }

  private int start(int code) {
    return code == 0 ? 0 : ends[code - 1];
  }

  private static int hash(byte[] source, int offset, int length) {
    if (length <= 8) {
      return fold(low(source, offset, length) + length * SEED, MIX);
    }
    int last = offset + length - 8;
    long one = length * SEED;
    long two = int64(source, last);
    // Two chains side by side; the last bytes overlap with those before.
    for (int i = offset; i < last; i += 16) {
      one = (one ^ int64(source, i)) * MIX;
      one ^= one >>> 32;
      if (i + 8 < last) {
        two = (two ^ int64(source, i + 8)) * SEED;
        two ^= two >>> 29;
      }
    }
    return fold(one ^ two, MIX);
  }

  private static int fold(long value, long factor) {
    long high = Math.unsignedMultiplyHigh(value, factor);
    return (int) ((value * factor ^ high) >>> 16);
  }

  /** The strings as a section's content, read back by {@link StringTable}. */
  public byte[] encode() {
    int total = byteSize();
    byte[] out = new byte[8 + 4 * count + total];
    Bytes.INT.set(out, 0, count);
    Bytes.INT.set(out, 4, total);
    // Planes of the lengths' bytes: small numbers, so that most planes are zeros.
    for (int code = 0; code < count; code++) {
      int length = ends[code] - start(code);
      for (int plane = 0; plane < 4; plane++) {
        out[8 + plane * count + code] = (byte) (length >>> (8 * plane));
      }
    }
    System.arraycopy(bytes, 0, out, 8 + 4 * count, total);
    return out;
  }

  /**
   * Strings that all have one length as a section's content: u32 count, u32 length, then byte 0 of
   * all strings, byte 1 of all, …; read back by {@link RowTable}.
   */
  public byte[] encodeTransposed() {
    int width = count == 0 ? 0 : ends[0];
    if (byteSize() != (long) width * count) {
      throw new IllegalStateException("rows of different lengths");
    }
    byte[] out = new byte[8 + byteSize()];
    Bytes.INT.set(out, 0, count);
    Bytes.INT.set(out, 4, width);
    for (int row = 0; row < count; row++) {
      for (int at = 0; at < width; at++) {
        out[8 + at * count + row] = bytes[row * width + at];
      }
    }
    return out;
  }
}
