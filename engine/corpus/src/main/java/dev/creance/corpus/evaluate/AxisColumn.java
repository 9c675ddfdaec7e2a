package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.Codes;
import org.jspecify.annotations.Nullable;

/**
 * The column of an axis in a partition, with what is needed to reason about it without looking at
 * rows: which codes occur, how often, and where first. Safe for use by several threads.
 */
final class AxisColumn {
  private final Codes codes;
  private final int codeCount;
  private final int[] present;
  private final int[] counts;
  private volatile int @Nullable [] firstRows;

  /**
   * @param codeCount all codes are below it
   */
  AxisColumn(Codes codes, int codeCount) {
    this.codes = codes;
    this.codeCount = codeCount;
    int[] histogram = codes.histogram(codeCount);
    int found = 0;
    for (int count : histogram) {
      if (count > 0) {
        found++;
      }
    }
    present = new int[found];
    counts = new int[found];
    int at = 0;
    for (int code = 0; code < codeCount; code++) {
      if (histogram[code] > 0) {
        present[at] = code;
        counts[at++] = histogram[code];
      }
    }
  }

  Codes codes() {
    return codes;
  }

  int codeCount() {
    return codeCount;
  }

  /** The codes that occur, ascending. */
  int[] present() {
    return present;
  }

  /** The first row of each code that occurs, in the order of {@link #present()}. */
  int[] firstRows() {
    int[] known = firstRows;
    if (known == null) {
      int[] first = new int[codeCount];
      java.util.Arrays.fill(first, -1);
      int left = present.length;
      for (int row = 0; left > 0; row++) {
        int code = codes.get(row);
        if (first[code] < 0) {
          first[code] = row;
          left--;
        }
      }
      known = new int[present.length];
      for (int i = 0; i < known.length; i++) {
        known[i] = first[present[i]];
      }
      firstRows = known;
    }
    return known;
  }

  /** How many rows have a code that is set in {@code truth}. */
  int count(long[] truth) {
    int count = 0;
    for (int i = 0; i < present.length; i++) {
      int code = present[i];
      if ((truth[code >>> 6] >>> code & 1) != 0) {
        count += counts[i];
      }
    }
    return count;
  }
}
