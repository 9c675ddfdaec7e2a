package dev.creance.events.audit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows how much has been read. */
final class CountingStream extends FilterInputStream {
  private long position;

  CountingStream(InputStream in) {
    super(in);
  }

  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    position += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    position += Math.max(0, count);
    return count;
  }
}
