package dev.creance.corpus.format;

import java.nio.charset.StandardCharsets;

/** Byte strings by number, as {@link ByteDictionary#encode} wrote them. Immutable. */
public final class StringTable {
  private final byte[] bytes;
  private final int base;
  private final int[] ends;

  /** Over the content of a section. */
  public StringTable(byte[] section) {
    this.bytes = section;
    int count = (int) Bytes.INT.get(section, 0);
    this.base = 8 + 4 * count;
    this.ends = new int[count];
    int end = 0;
    for (int code = 0; code < count; code++) {
      int length =
          (section[8 + code] & 0xFF)
              | (section[8 + count + code] & 0xFF) << 8
              | (section[8 + 2 * count + code] & 0xFF) << 16
              | (section[8 + 3 * count + code] & 0xFF) << 24;
      end += length;
      ends[code] = end;
    }
  }

  public int size() {
    return ends.length;
  }

  /** The array that {@link #offset} points into. */
  public byte[] bytes() {
    return bytes;
  }

  public int offset(int code) {
    return base + (code == 0 ? 0 : ends[code - 1]);
  }

  public int length(int code) {
    return ends[code] - (code == 0 ? 0 : ends[code - 1]);
  }

  /** As a byte string: every char one byte. */
  public String text(int code) {
    return new String(bytes, offset(code), length(code), StandardCharsets.ISO_8859_1);
  }
}
