package dev.creance.corpus.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
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
  static final int FOOTER_LENGTH = 37;
  static final int FRAME_ENTRY = 21;

  /** Sections up to this length are compressed together with their neighbours. */
  private static final int SMALL = 1 << 13;

  private static final int BUNDLE = 1 << 16;
  static final int STORED = 0;
  static final int ZSTD = 1;

  private final FileChannel channel;
  private final List<Frame> frames = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
  private final Set<String> names = new HashSet<>();
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private byte[] scratch = new byte[0];
  private long offset;

  /**
   * @param file must not exist yet
   * @param level zstd's level, 1 (fast) to 19 (small)
   */
  public SectionFileWriter(Path file, int level) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    zstd.setLevel(level);
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putInt(VERSION).putInt(checksum(header.array(), 0, 12));
    write(header.flip());
  }

  /** Compressed bytes. */
  record Packed(byte[] bytes, int length, int rawLength, int codec) {}

  /** Compresses where that makes it smaller; the bytes are valid until the next call. */
  private Packed compress(byte[] raw, int length) {
    if (length >= 64) {
      int bound = (int) Zstd.compressBound(length);
      if (scratch.length < bound) {
        scratch = new byte[bound + (bound >> 1)];
      }
      int size = zstd.compressByteArray(scratch, 0, scratch.length, raw, 0, length);
      if (size < length) {
        return new Packed(scratch, size, length, ZSTD);
      }
    }
    return new Packed(raw, length, length, STORED);
  }

  /** Appends a section. */
  public void section(String name, byte[] raw) throws IOException {
    if (!names.add(name)) {
      throw new IllegalArgumentException("section " + name + " twice");
    }
    if (raw.length > SMALL) {
      sections.add(new Section(name, frames.size() + (bundle.size() > 0 ? 1 : 0), 0, raw.length));
      endBundle();
      frame(raw, raw.length);
      return;
    }
    if (bundle.size() + raw.length > BUNDLE) {
      endBundle();
    }
    sections.add(new Section(name, frames.size(), bundle.size(), raw.length));
    bundle.write(raw);
    if (bundle.size() == 0) {
      // An empty section: it lies in whatever frame comes next, of which there must be one.
      bundle.write(0);
    }
  }

  private void endBundle() throws IOException {
    if (bundle.size() > 0) {
      byte[] raw = bundle.toByteArray();
      bundle.reset();
      frame(raw, raw.length);
    }
  }

  private void frame(byte[] raw, int length) throws IOException {
    Packed packed = compress(raw, length);
    frames.add(
        new Frame(
            offset,
            packed.length(),
            packed.rawLength(),
            packed.codec(),
            checksum(packed.bytes(), 0, packed.length())));
    write(ByteBuffer.wrap(packed.bytes(), 0, packed.length()));
  }

  /** Writes directory and footer, and forces all to disk. Returns the file's length. */
  public long finish() throws IOException {
    endBundle();
    byte[] raw = directory();
    Packed packed = compress(raw, raw.length);
    long directoryOffset = offset;
    write(ByteBuffer.wrap(packed.bytes(), 0, packed.length()));
    ByteBuffer footer = ByteBuffer.allocate(FOOTER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    footer.putLong(directoryOffset).putInt(packed.length()).putInt(raw.length);
    footer.put((byte) packed.codec()).putInt(checksum(packed.bytes(), 0, packed.length()));
    footer.putInt(VERSION).putInt(checksum(footer.array(), 0, 25)).put(END_MAGIC);
    write(footer.flip());
    channel.force(true);
    return offset;
  }

  private byte[] directory() {
    int size = 8 + frames.size() * FRAME_ENTRY;
    for (Section section : sections) {
      size += 2 + section.name.getBytes(StandardCharsets.UTF_8).length + 12;
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(frames.size());
    for (Frame frame : frames) {
      out.putLong(frame.offset).putInt(frame.length).putInt(frame.rawLength);
      out.put((byte) frame.codec).putInt(frame.checksum);
    }
    out.putInt(sections.size());
    for (Section section : sections) {
      byte[] name = section.name.getBytes(StandardCharsets.UTF_8);
      out.putShort((short) name.length).put(name);
      out.putInt(section.frame).putInt(section.start).putInt(section.length);
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
    zstd.close();
    channel.close();
  }

  /** A stretch of the file: {@code codec} 0 as it is, 1 zstd. */
  record Frame(long offset, int length, int rawLength, int codec, int checksum) {}

  /** A section: a stretch of a frame's content. */
  record Section(String name, int frame, int start, int length) {}
}
