package dev.creance.recorder.capture;

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
  static CaptureFile create(Path path, byte[] head) throws IOException {
    CaptureFile file = new CaptureFile(path);
    boolean written = false;
    try {
      file.append(head, head.length);
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
    append(chunk.bytes, chunk.length);
    events += chunk.events;
  }

  private void append(byte[] bytes, int length) throws IOException {
    boolean written = false;
    try {
      if (compressed) {
        gzip.write(bytes, length, out);
      } else {
        out.write(bytes, 0, length);
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
