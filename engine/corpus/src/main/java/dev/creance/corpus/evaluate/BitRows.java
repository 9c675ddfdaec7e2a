package dev.creance.corpus.evaluate;

import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/** Sets of rows or codes as words of bits. */
final class BitRows {
  private BitRows() {}

  static long[] none(int size) {
    return new long[(size + 63) >>> 6];
  }

  static long[] all(int size) {
    long[] bits = new long[(size + 63) >>> 6];
    java.util.Arrays.fill(bits, -1L);
    trim(bits, size);
    return bits;
  }

  /** Clears the bits from {@code size} on. */
  static void trim(long[] bits, int size) {
    if ((size & 63) != 0 && bits.length > 0) {
      bits[bits.length - 1] &= (1L << size) - 1;
    }
  }

  static void set(long[] bits, int index) {
    bits[index >>> 6] |= 1L << index;
  }

  static boolean get(long[] bits, int index) {
    return (bits[index >>> 6] >>> index & 1) != 0;
  }

  static int count(long[] bits) {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  static boolean isEmpty(long[] bits) {
    for (long word : bits) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  static void and(long[] into, long[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] &= other[i];
    }
  }

  static void or(long[] into, long[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] |= other[i];
    }
  }

  static void andNot(long[] into, long[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] &= ~other[i];
    }
  }

  /** The complement. */
  static long[] not(long[] bits, int size) {
    long[] out = new long[bits.length];
    for (int i = 0; i < bits.length; i++) {
      out[i] = ~bits[i];
    }
    trim(out, size);
    return out;
  }

  /** The set with every bit one higher: of {@code size} + 1. */
  static long[] shifted(long[] bits, int size) {
    long[] out = none(size + 1);
    long carry = 0;
    for (int i = 0; i < out.length; i++) {
      long word = i < bits.length ? bits[i] : 0;
      out[i] = word << 1 | carry;
      carry = word >>> 63;
    }
    return out;
  }

  /** The lowest bit of a set that isn't empty. */
  static int first(long[] bits) {
    int index = 0;
    while (bits[index] == 0) {
      index++;
    }
    return (index << 6) + Long.numberOfTrailingZeros(bits[index]);
  }

  /** The highest bit of a set that isn't empty. */
  static int last(long[] bits) {
    int index = bits.length - 1;
    while (bits[index] == 0) {
      index--;
    }
    return (index << 6) + 63 - Long.numberOfLeadingZeros(bits[index]);
  }

  static RoaringBitmap toRoaring(long[] bits) {
    RoaringBitmapWriter<RoaringBitmap> writer = RoaringBitmapWriter.writer().get();
    for (int index = 0; index < bits.length; index++) {
      long left = bits[index];
      while (left != 0) {
        writer.add((index << 6) + Long.numberOfTrailingZeros(left));
        left &= left - 1;
      }
    }
    return writer.get();
  }
}
