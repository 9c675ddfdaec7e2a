package dev.creance.corpus.format;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Writes a file of named sections; the format is specified in the package's documentation.
 *
 * <p>Sections are appended by {@link #section}, in any order, from one thread; {@link #finish}
 * makes the file valid and forces it to disk. A file that was not finished is never taken for a
 * whole one: its last bytes are not a footer.
 */
public final class SectionFileWriter implements AutoCloseable {
  static final byte[] MAGIC = {'C', 'R', 'E', 'A', 'N', 'C', 'E', 'C'};
  static final byte[] END_MAGIC = {'C', 'E', 'C', 'N', 'A', 'E', 'R', 'C'};
  static final int VERSION = 1;
  static final int HEADER_LENGTH = 16;
  static final int FOOTER_LENGTH = 32;
  static final int STORED = 0;
  static final int ZSTD = 1;

  private final FileChannel channel;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final int level;
  private long offset;

  /**
   * @param file must not exist yet
   * @param level zstd's level, 1 (fast) to 19 (small)
   */
  public SectionFileWriter(Path file, int level) throws IOException {
    this.channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.level = level;
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putInt(VERSION).putInt(checksum(header.array(), 0, 12));
    write(header.flip());
  }

  /** A compressed section, ready to be appended; made on any thread by {@link #compress}. */
  public record Packed(byte[] bytes, int length, int rawLength, int codec) {}

  /** Compresses a section where that makes it smaller. */
  public static Packed compress(byte[] raw, int length, int level) {
    if (length >= 64) {
      byte[] packed = new byte[(int) Zstd.compressBound(length)];
      long size = Zstd.compressByteArray(packed, 0, packed.length, raw, 0, length, level);
      if (!Zstd.isError(size) && size < length) {
        return new Packed(packed, (int) size, length, ZSTD);
      }
    }
    return new Packed(raw, length, length, STORED);
  }

  /** Appends a section. */
  public void section(String name, byte[] raw) throws IOException {
    section(name, compress(raw, raw.length, level));
  }

  /** Appends a section that is compressed already. */
  public void section(String name, Packed packed) throws IOException {
    if (!names.add(name)) {
      throw new IllegalArgumentException("section " + name + " twice");
    }
    entries.add(
        new Entry(
            name,
            offset,
            packed.length(),
            packed.rawLength(),
            packed.codec(),
            checksum(packed.bytes(), 0, packed.length())));
    write(ByteBuffer.wrap(packed.bytes(), 0, packed.length()));
  }

  /** Writes directory and footer, and forces all to disk. Returns the file's length. */
  public long finish() throws IOException {
    long directoryOffset = offset;
    byte[] directory = directory();
    write(ByteBuffer.wrap(directory));
    ByteBuffer footer = ByteBuffer.allocate(FOOTER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    footer.putLong(directoryOffset).putInt(directory.length);
    footer.putInt(checksum(directory, 0, directory.length));
    footer.putInt(VERSION).putInt(checksum(footer.array(), 0, 20)).put(END_MAGIC);
    write(footer.flip());
    channel.force(true);
    return offset;
  }

  private byte[] directory() {
    int size = 4;
    for (Entry entry : entries) {
      size += 2 + entry.name.getBytes(StandardCharsets.UTF_8).length + 8 + 4 + 4 + 1 + 4;
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(entries.size());
    for (Entry entry : entries) {
      byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
      out.putShort((short) name.length).put(name).putLong(entry.offset);
      out.putInt(entry.length).putInt(entry.rawLength);
      out.put((byte) entry.codec).putInt(entry.checksum);
    }
    return out.array();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      offset += channel.write(bytes);
    }
  }

  static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** A section's place: {@code codec} 0 as it is, 1 zstd. */
  record Entry(String name, long offset, int length, int rawLength, int codec, int checksum) {}
}
