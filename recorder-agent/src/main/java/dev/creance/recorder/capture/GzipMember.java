package dev.creance.recorder.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses runs of bytes, each as a gzip file of its own. Such files in a row are one, by the
 * format's definition and for all readers of captures; and a recording that was cut off anywhere is
 * whole up to its last complete run.
 */
final class GzipMember implements AutoCloseable {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int TRAILER_BYTES = 8;

  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private byte[] buffer = new byte[64 * 1024];

  /**
   * @param level 1 (fast) to 9 (small)
   */
  GzipMember(int level) {
    deflater = new Deflater(level, true);
  }

  /** Compresses and writes in one go. */
  void write(byte[] bytes, int offset, int length, OutputStream out) throws IOException {
    int size = compress(bytes, offset, length);
    out.write(buffer, 0, size);
  }

  byte[] toByteArray(byte[] bytes, int offset, int length) {
    int size = compress(bytes, offset, length);
    return Arrays.copyOf(buffer, size);
  }

  private int compress(byte[] bytes, int offset, int length) {
    System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
    int at = HEADER.length;
    deflater.reset();
    deflater.setInput(bytes, offset, length);
    deflater.finish();
    while (!deflater.finished()) {
      if (buffer.length - at < 4096 + TRAILER_BYTES) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
      at += deflater.deflate(buffer, at, buffer.length - at - TRAILER_BYTES);
    }
    checksum.reset();
    checksum.update(bytes, offset, length);
    putInt(at, (int) checksum.getValue());
    putInt(at + 4, length);
    return at + TRAILER_BYTES;
  }

  private void putInt(int at, int value) {
    buffer[at] = (byte) value;
    buffer[at + 1] = (byte) (value >> 8);
    buffer[at + 2] = (byte) (value >> 16);
    buffer[at + 3] = (byte) (value >> 24);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
