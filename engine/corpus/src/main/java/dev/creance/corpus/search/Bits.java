package dev.creance.corpus.search;

/** Sets of small numbers as arrays of bits. */
final class Bits {
  private Bits() {}

  static long[] none(int size) {
    return new long[(size + 63) / 64];
  }

  static boolean get(long[] bits, int at) {
    return (bits[at >> 6] >>> at & 1) != 0;
  }

  static void set(long[] bits, int at) {
    bits[at >> 6] |= 1L << at;
  }

  static void or(long[] into, long[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] |= other[i];
    }
  }

  static void and(long[] into, long[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] &= other[i];
    }
  }

  static long count(long[] bits) {
    long count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  static long[] widened(int[] counts) {
    long[] wide = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      wide[i] = counts[i];
    }
    return wide;
  }
}
