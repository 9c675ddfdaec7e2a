package dev.creance.corpus.format;

/** Rows of equal length, as {@link ByteDictionary#encodeTransposed} wrote them. Immutable. */
public final class RowTable {
  private final byte[] section;
  private final int count;
  private final int length;

  public RowTable(byte[] section) {
    this.section = section;
    this.count = (int) Bytes.INT.get(section, 0);
    this.length = (int) Bytes.INT.get(section, 4);
  }

  public int size() {
    return count;
  }

  /** The bytes of a row, 0 when there is none. */
  public int rowLength() {
    return length;
  }

  /** Copies a row. */
  public byte[] row(int row) {
    byte[] out = new byte[length];
    for (int at = 0; at < length; at++) {
      out[at] = section[8 + at * count + row];
    }
    return out;
  }
}
