package dev.creance.events.scap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of encoded blocks. */
final class BlockBuffer {
  byte[] bytes = new byte[64];
  int size;

  void put8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void put16(int value) {
    reserve(2);
    LittleEndian.put16(bytes, size, value);
    size += 2;
  }

  void put32(int value) {
    reserve(4);
    LittleEndian.put32(bytes, size, value);
    size += 4;
  }

  void put64(long value) {
    reserve(8);
    LittleEndian.put64(bytes, size, value);
    size += 8;
  }

  /** The bytes of a byte string. */
  void put(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
    put(encoded, 0, encoded.length);
  }

  void put(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** A text up to its first NUL with its length before it, cut where it is too long. */
  void putText(String text, int longest) {
    String cut = BlockBody.untilNul(text);
    putCounted(cut.length() > longest ? cut.substring(0, longest) : cut);
  }

  /** NUL-separated texts with their length before them; cut ones end in NUL, as libscap's do. */
  void putList(String list, int longest) {
    putCounted(list.length() > longest ? list.substring(0, longest - 1) + "\0" : list);
  }

  private void putCounted(String text) {
    put16(text.length());
    put(text);
  }

  /**
   * Begins a block.
   *
   * @return what {@link #endBlock} wants
   */
  int beginBlock(int type) {
    int start = size;
    put32(type);
    put32(0);
    return start;
  }

  /** Pads the block to 4 bytes and fills in its length, before and after. */
  void endBlock(int start) {
    int body = size - start - BlockType.HEADER_BYTES;
    for (int i = body; (i & 3) != 0; i++) {
      put8(0);
    }
    int length = size - start + BlockType.TRAILER_BYTES;
    put32(length);
    LittleEndian.put32(bytes, start + 4, length);
  }

  void clear() {
    size = 0;
  }

  void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
