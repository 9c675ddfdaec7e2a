package dev.creance.recorder.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One capture on disk; compressed when its name ends in {@code .gz}. It is whole after every write:
 * when one fails, for want of space for example, what it left behind is cut off again.
 */
final class CaptureFile implements AutoCloseable {
  private static final int PIECE_BYTES = 128 * 1024;
  private static final int LEVEL = 1; // the fastest; a recorder must be light

  private final Path path;
  private final FileChannel channel;
  private final OutputStream out;
  private final boolean compressed;
  private final GzipMember gzip = new GzipMember(LEVEL);
  private long size;
  private long events;

  private CaptureFile(Path path) throws IOException {
    this.path = path;
    this.compressed = path.toString().endsWith(".gz");
    this.channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.out = Channels.newOutputStream(channel);
  }

  /** Creates, or replaces, a file that begins with a head. */
  static CaptureFile create(Path path, Head head) throws IOException {
    CaptureFile file = new CaptureFile(path);
    boolean written = false;
    try (OutputStream pieces = new BufferedOutputStream(file.new Appender(), PIECE_BYTES)) {
      head.writeTo(pieces);
      pieces.flush();
      written = true;
      return file;
    } finally {
      if (!written) {
        file.close();
      }
    }
  }

  /** Appends whole blocks. */
  void append(Chunk chunk) throws IOException {
    append(chunk.bytes, 0, chunk.length);
    events += chunk.events;
  }

  private void append(byte[] bytes, int offset, int length) throws IOException {
    boolean written = false;
    try {
      if (compressed) {
        gzip.write(bytes, offset, length, out);
      } else {
        out.write(bytes, offset, length);
      }
      size = channel.position();
      written = true;
    } finally {
      if (!written) {
        channel.truncate(size);
        channel.position(size);
      }
    }
  }

  /** Appends each write on its own; closing it leaves the file open. */
  private final class Appender extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      append(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      append(bytes, offset, length);
    }
  }

  Path path() {
    return path;
  }

  /** Bytes on disk. */
  long size() {
    return size;
  }

  long events() {
    return events;
  }

  @Override
  public void close() throws IOException {
    gzip.close();
    out.close();
  }
}
