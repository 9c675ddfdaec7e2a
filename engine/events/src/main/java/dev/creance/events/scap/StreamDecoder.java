package dev.creance.events.scap;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The uncompressed bytes of a file that is plain or gzip, told apart by its first two bytes.
 *
 * <p>Gzip members are read one after the other, each with its checksum; bytes after the last one
 * that start no other are ignored, as gzip tools do (padding of tapes and disks).
 */
final class StreamDecoder implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x8B1F;
  private static final int ZSTD_MAGIC = 0xFD2FB528;
  private static final int DEFLATE = 8;
  private static final int FLAG_CHECKSUM = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xE0;

  private final InputStream file;
  private final byte[] input = new byte[1 << 16];
  private int position;
  private int limit;
  private long fileOffset;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private long memberLength;
  private State state = State.START;

  private enum State {
    START,
    PLAIN,
    MEMBER,
    END
  }

  StreamDecoder(InputStream file) {
    this.file = file;
  }

  /**
   * Appends to a chunk until it is full or the stream ends.
   *
   * @return whether the stream may go on; if not, the chunk holds its last bytes
   * @throws DataFormatException when the compressed data are damaged or cut off; what was
   *     decompressed before is in the chunk
   */
  boolean fill(Chunk chunk) throws IOException, DataFormatException {
    try {
      while (chunk.limit < chunk.bytes.length && state != State.END) {
        switch (state) {
          case START -> start();
          case PLAIN -> plain(chunk);
          case MEMBER -> inflate(chunk);
          case END -> {}
        }
      }
    } finally {
      chunk.compressedEnd = fileOffset - inputLeft();
    }
    return state != State.END;
  }

  private int inputLeft() {
    return state == State.MEMBER ? inflater.getRemaining() : limit - position;
  }

  private void start() throws IOException, DataFormatException {
    if (available(2) && LittleEndian.uint16(input, position) == GZIP_MAGIC) {
      memberHeader();
    } else if (available(4) && LittleEndian.int32(input, position) == ZSTD_MAGIC) {
      throw new DataFormatException(
          "compressed with zstd; expected a plain or gzip capture: unpack it first (zstd -d)");
    } else {
      state = State.PLAIN;
    }
  }

  private void plain(Chunk chunk) throws IOException {
    int space = chunk.bytes.length - chunk.limit;
    int read;
    if (position < limit) {
      read = Math.min(space, limit - position);
      System.arraycopy(input, position, chunk.bytes, chunk.limit, read);
      position += read;
    } else {
      read = file.read(chunk.bytes, chunk.limit, space);
      fileOffset += Math.max(read, 0);
    }
    if (read < 0) {
      state = State.END;
    } else {
      chunk.limit += read;
    }
  }

  private void inflate(Chunk chunk) throws IOException, DataFormatException {
    int count = inflater.inflate(chunk.bytes, chunk.limit, chunk.bytes.length - chunk.limit);
    if (count > 0) {
      checksum.update(chunk.bytes, chunk.limit, count);
      memberLength += count;
      chunk.limit += count;
    } else if (inflater.finished()) {
      position = limit - inflater.getRemaining();
      state = State.START;
      memberTrailer();
    } else if (inflater.needsDictionary()) {
      throw new DataFormatException("gzip data ask for a preset dictionary");
    } else if (!refill()) {
      throw new DataFormatException("gzip data are cut off after " + fileOffset + " bytes");
    } else {
      inflater.setInput(input, position, limit - position);
    }
  }

  private void memberHeader() throws IOException, DataFormatException {
    position += 2;
    int method = headerByte();
    int flags = headerByte();
    if (method != DEFLATE || (flags & FLAGS_RESERVED) != 0) {
      throw new DataFormatException(
          "unknown gzip header: method " + method + " (expected 8), flags " + flags);
    }
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      int length = headerByte();
      skip(length | headerByte() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_CHECKSUM) != 0) {
      skip(2);
    }
    inflater.reset();
    checksum.reset();
    memberLength = 0;
    inflater.setInput(input, position, limit - position);
    state = State.MEMBER;
  }

  private void memberTrailer() throws IOException, DataFormatException {
    int expectedChecksum = headerInt();
    int expectedLength = headerInt();
    if (expectedChecksum != (int) checksum.getValue() || expectedLength != (int) memberLength) {
      throw new DataFormatException(
          String.format(
              "gzip checksum is wrong: expected %08x over %d bytes, found %08x over %d",
              expectedChecksum,
              expectedLength & 0xFFFFFFFFL,
              (int) checksum.getValue(),
              memberLength));
    }
    if (!available(2) || LittleEndian.uint16(input, position) != GZIP_MAGIC) {
      state = State.END;
    }
  }

  private int headerByte() throws IOException, DataFormatException {
    if (!available(1)) {
      throw new DataFormatException("gzip data are cut off after " + fileOffset + " bytes");
    }
    return input[position++] & 0xFF;
  }

  private int headerInt() throws IOException, DataFormatException {
    int value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= headerByte() << shift;
    }
    return value;
  }

  private void skip(int count) throws IOException, DataFormatException {
    for (int i = 0; i < count; i++) {
      headerByte();
    }
  }

  private void skipText() throws IOException, DataFormatException {
    while (headerByte() != 0) {
      // A name or comment: of no use here.
    }
  }

  /** Whether at least {@code count} unread bytes are there, after reading more if needed. */
  private boolean available(int count) throws IOException {
    while (limit - position < count) {
      System.arraycopy(input, position, input, 0, limit - position);
      limit -= position;
      position = 0;
      int read = file.read(input, limit, input.length - limit);
      if (read < 0) {
        return false;
      }
      limit += read;
      fileOffset += read;
    }
    return true;
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(file.read(input, 0, input.length), 0);
    fileOffset += limit;
    return limit > 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
