package dev.creance.corpus.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Gives equal 64-bit numbers the same dense number, in the order in which they first came. */
final class LongDictionary {
  private long[] values = new long[16];
  private int[] table = new int[64];
  private int size;
  private long last;
  private int lastCode = -1;

  LongDictionary() {
    Arrays.fill(table, -1);
  }

  /** Forgets all numbers and keeps the memory for what comes next. */
  void clear() {
    Arrays.fill(table, -1);
    size = 0;
    lastCode = -1;
  }

  int size() {
    return size;
  }

  long value(int code) {
    return values[code];
  }

  int intern(long value) {
    if (lastCode >= 0 && value == last) {
      return lastCode;
    }
    int mask = table.length - 1;
    int slot = slot(value, mask);
    while (table[slot] >= 0 && values[table[slot]] != value) {
      slot = (slot + 1) & mask;
    }
    int code = table[slot];
    if (code < 0) {
      code = size++;
      if (code == values.length) {
        values = Arrays.copyOf(values, code * 2);
      }
      values[code] = value;
      table[slot] = code;
      if (size * 2 > table.length) {
        grow();
      }
    }
    last = value;
    lastCode = code;
    return code;
  }

  private void grow() {
    table = new int[table.length * 2];
    Arrays.fill(table, -1);
    int mask = table.length - 1;
    for (int code = 0; code < size; code++) {
      int slot = slot(values[code], mask);
      while (table[slot] >= 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = code;
    }
  }

  private static int slot(long value, int mask) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 36) & mask;
  }

  /** The numbers as a section's content: 8 bytes each. */
  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(8 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int code = 0; code < size; code++) {
      out.putLong(values[code]);
    }
    return out.array();
  }

  /** The numbers of a section. */
  static long[] decode(byte[] section) {
    long[] out = new long[section.length / 8];
    ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(out);
    return out;
  }
}
