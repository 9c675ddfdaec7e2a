package dev.creance.recorder.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The head of a frame, as the package says. */
record Frame(int type, int length, long first, long events) {
  static final byte[] GREETING = "CRNLIVE2".getBytes(StandardCharsets.US_ASCII);
  static final int BYTES = 24;
  static final int COUNTS_BYTES = 16;
  static final int HEAD = 1;
  static final int HEAD_END = 2;
  static final int EVENTS = 3;
  static final int COUNTS = 4;

  /** No block is larger; it bounds what a stranger at the socket makes us keep. */
  static final int LARGEST = 64 << 20;

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  ByteBuffer toBytes() {
    return buffer(BYTES).putInt(type).putInt(length).putLong(first).putLong(events).flip();
  }

  static Frame read(ByteBuffer bytes) {
    return new Frame(bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getLong());
  }
}
