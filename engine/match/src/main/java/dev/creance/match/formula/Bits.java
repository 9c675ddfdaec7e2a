package dev.creance.match.formula;

/** Sets of small numbers in words of 64 bits. */
public final class Bits {
  private Bits() {}

  /** The words that numbers below a limit take. */
  public static int words(int limit) {
    return (limit + 63) >>> 6;
  }

  public static boolean get(long[] words, int number) {
    return (words[number >>> 6] >>> number & 1) != 0;
  }

  public static void set(long[] words, int number) {
    words[number >>> 6] |= 1L << number;
  }

  public static void put(long[] words, int number, boolean value) {
    long bit = 1L << number;
    if (value) {
      words[number >>> 6] |= bit;
    } else {
      words[number >>> 6] &= ~bit;
    }
  }
}
