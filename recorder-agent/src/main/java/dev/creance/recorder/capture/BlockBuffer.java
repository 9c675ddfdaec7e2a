package dev.creance.recorder.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Blocks of a capture, one behind the other, in a growing array: little-endian, each with its type
 * and length in front, padded to a multiple of 4, and its length again at the end.
 */
final class BlockBuffer {
  private static final int HEADER_BYTES = 8;
  private static final int TRAILER_BYTES = 4;

  private byte[] bytes = new byte[32 * 1024];
  private int length;
  private int block;

  /** Begins a block. */
  void begin(int type) {
    block = length;
    int32(type);
    int32(0);
  }

  /** Ends the block under way. */
  void end() {
    for (int body = length - block - HEADER_BYTES; body % 4 != 0; body++) {
      int8(0);
    }
    int total = length - block + TRAILER_BYTES;
    int32(total);
    int32At(block + 4, total);
  }

  int length() {
    return length;
  }

  /** Writes the finished blocks and forgets them. */
  void drainTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }

  void int8(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  void int16(int value) {
    int8(value);
    int8(value >> 8);
  }

  void int32(int value) {
    room(4);
    length += 4;
    int32At(length - 4, value);
  }

  void int64(long value) {
    int32((int) value);
    int32((int) (value >> 32));
  }

  /** Replaces four bytes, for a length that is known only afterwards. */
  void int32At(int at, int value) {
    bytes[at] = (byte) value;
    bytes[at + 1] = (byte) (value >> 8);
    bytes[at + 2] = (byte) (value >> 16);
    bytes[at + 3] = (byte) (value >> 24);
  }

  /** A byte string as it is. */
  void raw(String text) {
    byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
    room(raw.length);
    System.arraycopy(raw, 0, bytes, length, raw.length);
    length += raw.length;
  }

  /**
   * A byte string of at most {@code longest} bytes, cut off behind them, with its length in front.
   */
  void text(String text, int longest) {
    String cut = text.length() > longest ? text.substring(0, longest) : text;
    int16(cut.length());
    raw(cut);
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
