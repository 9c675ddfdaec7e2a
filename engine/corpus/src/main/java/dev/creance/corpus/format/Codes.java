package dev.creance.corpus.format;

/**
 * A decoded column of small numbers in the narrowest array that holds them. Immutable.
 *
 * <p>Scans are methods here, one loop per width, so that the inner loops stay free of branches.
 */
public final class Codes {
  private final byte[] narrow;
  private final char[] medium;
  private final int[] wide;
  private final int width;
  private final int size;

  private Codes(int width, byte[] narrow, char[] medium, int[] wide, int size) {
    this.width = width;
    this.narrow = narrow;
    this.medium = medium;
    this.wide = wide;
    this.size = size;
  }

  /** Of a column of zeros, which takes no memory. */
  public static Codes zeros(int size) {
    return new Codes(0, new byte[0], new char[0], new int[0], size);
  }

  /** Of the numbers of a column. */
  public static Codes of(int[] values) {
    int top = 0;
    for (int value : values) {
      top |= value;
    }
    if (top >= 0 && top < 1 << 8) {
      byte[] narrow = new byte[values.length];
      for (int i = 0; i < values.length; i++) {
        narrow[i] = (byte) values[i];
      }
      return new Codes(1, narrow, new char[0], new int[0], values.length);
    }
    if (top >= 0 && top < 1 << 16) {
      char[] medium = new char[values.length];
      for (int i = 0; i < values.length; i++) {
        medium[i] = (char) values[i];
      }
      return new Codes(2, new byte[0], medium, new int[0], values.length);
    }
    return new Codes(4, new byte[0], new char[0], values, values.length);
  }

  public int size() {
    return size;
  }

  /** The bytes it takes in memory. */
  public long memory() {
    return (long) size * width;
  }

  public int get(int row) {
    return switch (width) {
      case 0 -> 0;
      case 1 -> narrow[row] & 0xFF;
      case 2 -> medium[row];
      default -> wide[row];
    };
  }

  /** Counts how often each code below {@code codes} occurs. */
  public int[] histogram(int codes) {
    int[] counts = new int[codes];
    switch (width) {
      case 0 -> {
        if (size > 0) {
          counts[0] = size;
        }
      }
      case 1 -> {
        for (byte code : narrow) {
          counts[code & 0xFF]++;
        }
      }
      case 2 -> {
        for (char code : medium) {
          counts[code]++;
        }
      }
      default -> {
        for (int code : wide) {
          counts[code]++;
        }
      }
    }
    return counts;
  }

  /** Sets exactly the bits of {@code rows} whose row's code is set in {@code truth}. */
  public void select(long[] truth, long[] rows) {
    switch (width) {
      case 0 -> {
        long word = -(truth[0] & 1);
        for (int start = 0; start < size; start += 64) {
          rows[start >> 6] = size - start < 64 ? word & (1L << size - start) - 1 : word;
        }
      }
      case 1 -> {
        for (int start = 0; start < size; start += 64) {
          int end = Math.min(size, start + 64);
          long word = 0;
          for (int i = start; i < end; i++) {
            int code = narrow[i] & 0xFF;
            word |= (truth[code >>> 6] >>> code & 1) << i;
          }
          rows[start >> 6] = word;
        }
      }
      case 2 -> {
        for (int start = 0; start < size; start += 64) {
          int end = Math.min(size, start + 64);
          long word = 0;
          for (int i = start; i < end; i++) {
            int code = medium[i];
            word |= (truth[code >>> 6] >>> code & 1) << i;
          }
          rows[start >> 6] = word;
        }
      }
      default -> {
        for (int start = 0; start < size; start += 64) {
          int end = Math.min(size, start + 64);
          long word = 0;
          for (int i = start; i < end; i++) {
            int code = wide[i];
            word |= (truth[code >>> 6] >>> code & 1) << i;
          }
          rows[start >> 6] = word;
        }
      }
    }
  }

  /** Clears the bits of {@code rows} whose row's code is not set in {@code truth}. */
  public void retain(long[] truth, long[] rows) {
    for (int index = 0; index < rows.length; index++) {
      long word = rows[index];
      long left = word;
      while (left != 0) {
        int bit = Long.numberOfTrailingZeros(left);
        left &= left - 1;
        int code = get((index << 6) + bit);
        if ((truth[code >>> 6] >>> code & 1) == 0) {
          word &= ~(1L << bit);
        }
      }
      rows[index] = word;
    }
  }

  /** For each row the code that {@code map} gives for its code. */
  public Codes map(int[] map) {
    int[] mapped = new int[size];
    for (int i = 0; i < size; i++) {
      mapped[i] = map[get(i)];
    }
    return of(mapped);
  }
}
