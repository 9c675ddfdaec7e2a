package dev.creance.corpus.segment;

/**
 * The places of a partition's rows among a segment's events: ascending numbers, two bytes each where
 * neighbours are near. Immutable.
 */
final class RowPlaces {
  private static final int BLOCK_BITS = 6;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** The first place of each block, or of each row where a block spans too much. */
  private final int[] firsts;

  /** What each row's place is above its block's first; empty where {@link #firsts} has them all. */
  private final char[] above;

  private RowPlaces(int[] firsts, char[] above) {
    this.firsts = firsts;
    this.above = above;
  }

  /** Of ascending numbers, which may be kept. */
  static RowPlaces of(int[] places) {
    int[] firsts = new int[places.length + BLOCK - 1 >> BLOCK_BITS];
    char[] above = new char[places.length];
    for (int row = 0; row < places.length; row++) {
      int block = row >> BLOCK_BITS;
      if ((row & BLOCK - 1) == 0) {
        firsts[block] = places[row];
      }
      int distance = places[row] - firsts[block];
      if (distance > Character.MAX_VALUE) {
        return new RowPlaces(places, new char[0]);
      }
      above[row] = (char) distance;
    }
    return new RowPlaces(firsts, above);
  }

  int size() {
    return above.length == 0 ? firsts.length : above.length;
  }

  int get(int row) {
    return above.length == 0 ? firsts[row] : firsts[row >> BLOCK_BITS] + above[row];
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
