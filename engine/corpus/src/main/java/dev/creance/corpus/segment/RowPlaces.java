package dev.creance.corpus.segment;

import java.util.Arrays;

/**
 * The places of a partition's rows among a segment's events: ascending numbers, two bytes each
 * where neighbours are near. Immutable.
 */
final class RowPlaces {
  private static final int BLOCK_BITS = 6;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** The first place of each block; where it spans too much, −1 − its number among such blocks. */
  private final int[] firsts;

  /** What each row's place is above its block's first. */
  private final char[] above;

  /** All places of the blocks that span too much. */
  private final int[] wide;

  private RowPlaces(int[] firsts, char[] above, int[] wide) {
    this.firsts = firsts;
    this.above = above;
    this.wide = wide;
  }

  /** Of ascending numbers. */
  static RowPlaces of(int[] places) {
    int[] firsts = new int[places.length + BLOCK - 1 >> BLOCK_BITS];
    char[] above = new char[places.length];
    int[] wide = new int[0];
    for (int block = 0; block < firsts.length; block++) {
      int start = block << BLOCK_BITS;
      int end = Math.min(places.length, start + BLOCK);
      if (places[end - 1] - places[start] > Character.MAX_VALUE) {
        int at = wide.length;
        firsts[block] = -1 - (at >> BLOCK_BITS);
        wide = Arrays.copyOf(wide, at + BLOCK);
        System.arraycopy(places, start, wide, at, end - start);
        continue;
      }
      firsts[block] = places[start];
      for (int row = start; row < end; row++) {
        above[row] = (char) (places[row] - places[start]);
      }
    }
    return new RowPlaces(firsts, above, wide);
  }

  int size() {
    return above.length;
  }

  int get(int row) {
    int first = firsts[row >> BLOCK_BITS];
    return first >= 0 ? first + above[row] : wide[(-1 - first << BLOCK_BITS) + (row & BLOCK - 1)];
  }

  /** The row with a place, or −(insertion point) − 1. */
  int find(int place) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int found = get(middle);
      if (found == place) {
        return middle;
      }
      if (found < place) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
