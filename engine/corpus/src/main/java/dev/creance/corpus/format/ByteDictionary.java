package dev.creance.corpus.format;

import java.util.Arrays;

/**
 * Gives equal byte strings the same number: dense, from 0, in the order in which they first came.
 * An open-addressing table over one growing array of bytes; used by one thread.
 */
public final class ByteDictionary {
  private byte[] bytes = new byte[1 << 12];
  private int[] ends = new int[64];
  private int[] hashes = new int[64];
  private int[] table = new int[256];
  private int count;

  public ByteDictionary() {
    Arrays.fill(table, -1);
  }

  /** The number of distinct strings. */
  public int size() {
    return count;
  }

  /** The bytes of all strings together. */
  public int byteSize() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /** The number of a string; {@code source} is copied when it is new. */
  public int intern(byte[] source, int offset, int length) {
    int hash = hash(source, offset, length);
    int mask = table.length - 1;
    int slot = hash & mask;
    while (true) {
      int code = table[slot];
      if (code < 0) {
        break;
      }
      if (hashes[code] == hash && equal(code, source, offset, length)) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = append(source, offset, length, hash);
    if (count * 2 > table.length) {
      grow();
    }
    return count - 1;
  }

  private boolean equal(int code, byte[] source, int offset, int length) {
    int start = start(code);
    return ends[code] - start == length
        && Arrays.equals(bytes, start, start + length, source, offset, offset + length);
  }

  private int append(byte[] source, int offset, int length, int hash) {
    int start = byteSize();
    if (start + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    System.arraycopy(source, offset, bytes, start, length);
    ends[count] = start + length;
    hashes[count] = hash;
    return count++;
  }

  private void grow() {
    int[] bigger = new int[table.length * 2];
    Arrays.fill(bigger, -1);
    int mask = bigger.length - 1;
    for (int code = 0; code < count; code++) {
      int slot = hashes[code] & mask;
      while (bigger[slot] >= 0) {
        slot = (slot + 1) & mask;
      }
      bigger[slot] = code;
    }
    table = bigger;
  }

  private int start(int code) {
    return code == 0 ? 0 : ends[code - 1];
  }

  private static int hash(byte[] source, int offset, int length) {
    long h = length * 0x9E3779B97F4A7C15L;
    int i = offset;
    int end = offset + length;
    for (; i + 8 <= end; i += 8) {
      h = (h ^ (long) Bytes.LONG.get(source, i)) * 0xBF58476D1CE4E5B9L;
      h ^= h >>> 29;
    }
    for (; i < end; i++) {
      h = (h ^ (source[i] & 0xFF)) * 0x94D049BB133111EBL;
    }
    h ^= h >>> 32;
    return (int) (h ^ (h >>> 15));
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
