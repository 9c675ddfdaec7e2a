package dev.creance.corpus.format;

/** Rows of equal length, as {@link ByteDictionary#encodeTransposed} wrote them. Immutable. */
public final class RowTable {
  private final byte[] rows;
  private final int count;
  private final int length;

  public RowTable(byte[] section) {
    this.count = (int) Bytes.INT.get(section, 0);
    this.length = (int) Bytes.INT.get(section, 4);
    this.rows = new byte[count * length];
    for (int at = 0; at < length; at++) {
      int plane = 8 + at * count;
      for (int row = 0, to = at; row < count; row++, to += length) {
        rows[to] = section[plane + row];
      }
    }
  }

  public int size() {
    return count;
  }

  /** The array of all rows, one after the other; not to be changed. */
  public byte[] bytes() {
    return rows;
  }

  /** Where a row begins in {@link #bytes()}. */
  public int offset(int row) {
    return row * length;
  }
}
