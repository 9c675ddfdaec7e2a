package dev.creance.tuning.propose;

import java.util.Arrays;

/** A set of rows, one bit each; equal when the rows are. */
final class Rows {
  private final long[] words;

  private Rows(long[] words) {
    this.words = words;
  }

  static Rows none(int size) {
    return new Rows(new long[(size + 63) >>> 6]);
  }

  static Rows all(int size) {
    Rows rows = none(size);
    for (int i = 0; i < size; i++) {
      rows.set(i);
    }
    return rows;
  }

  void set(int row) {
    words[row >>> 6] |= 1L << row;
  }

  boolean get(int row) {
    return (words[row >>> 6] & 1L << row) != 0;
  }

  int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** The rows that are in both. */
  Rows and(Rows other) {
    long[] both = new long[words.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = words[i] & other.words[i];
    }
    return new Rows(both);
  }

  /** The rows that are here and not there. */
  Rows without(Rows other) {
    long[] left = new long[words.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = words[i] & ~other.words[i];
    }
    return new Rows(left);
  }

  int countAnd(Rows other) {
    int count = 0;
    for (int i = 0; i < words.length; i++) {
      count += Long.bitCount(words[i] & other.words[i]);
    }
    return count;
  }

  boolean isWithin(Rows other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & ~other.words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rows rows && Arrays.equals(words, rows.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
