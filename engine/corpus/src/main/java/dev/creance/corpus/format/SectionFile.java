package dev.creance.corpus.format;

import com.github.luben.zstd.Zstd;
import dev.creance.corpus.format.CorpusException.Kind;
import dev.creance.corpus.format.SectionFileWriter.Frame;
import dev.creance.corpus.format.SectionFileWriter.Section;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.zip.CRC32C;

/**
 * A finished file of sections, memory-mapped. Opening checks the checksums of every byte of it, so
 * that damage is told before anything is read; CRC-32C runs at memory speed.
 */
public final class SectionFile implements AutoCloseable {
  private final Path file;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes;
  private final List<Frame> frames = new ArrayList<>();
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final ConcurrentMap<Integer, byte[]> bundles = new ConcurrentHashMap<>();

  public SectionFile(Path file) throws IOException {
    this.file = file;
    try {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      }
      readDirectory();
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  public Path file() {
    return file;
  }

  public long length() {
    return bytes.byteSize();
  }

  /** The names of all sections, in the file's order. */
  public Set<String> names() {
    return sections.keySet();
  }

  public boolean has(String name) {
    return sections.containsKey(name);
  }

  /** The length of a section, decompressed; 0 when there is none. */
  public int length(String name) {
    Section section = sections.get(name);
    return section == null ? 0 : section.length();
  }

  /** The content of a section, decompressed. Safe for use by several threads. */
  public byte[] read(String name) throws CorpusException {
    Section section = sections.get(name);
    if (section == null) {
      throw new CorpusException(
          Kind.CORRUPT, file, 0, "no section '" + name + "': import the capture again");
    }
    Frame frame = frames.get(section.frame());
    if (section.length() == frame.rawLength()) {
      return decompress(frame);
    }
    byte[] bundle = bundles.get(section.frame());
    if (bundle == null) {
      bundle = decompress(frame);
      bundles.put(section.frame(), bundle);
    }
    return Arrays.copyOfRange(bundle, section.start(), section.start() + section.length());
  }

  private byte[] decompress(Frame frame) throws CorpusException {
    byte[] raw = new byte[frame.rawLength()];
    MemorySegment stored = bytes.asSlice(frame.offset(), frame.length());
    if (frame.codec() == SectionFileWriter.STORED) {
      MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, 0, raw, 0, raw.length);
      return raw;
    }
    byte[] packed = stored.toArray(ValueLayout.JAVA_BYTE);
    long size = Zstd.decompressByteArray(raw, 0, raw.length, packed, 0, packed.length);
    if (Zstd.isError(size) || size != raw.length) {
      throw new CorpusException(
          Kind.CORRUPT,
          file,
          frame.offset(),
          "expected " + frame.length() + " bytes that decompress to " + raw.length);
    }
    return raw;
  }

  private void readDirectory() throws CorpusException {
    long length = bytes.byteSize();
    if (length < SectionFileWriter.HEADER_LENGTH) {
      throw new CorpusException(
          Kind.TRUNCATED, file, length, "a corpus file has at least a header of 16 bytes");
    }
    ByteBuffer header = slice(0, SectionFileWriter.HEADER_LENGTH);
    byte[] magic = new byte[8];
    header.get(magic);
    if (!Arrays.equals(magic, SectionFileWriter.MAGIC)) {
      throw new CorpusException(
          Kind.NOT_A_CORPUS, file, 0, "expected the magic CREANCEC of a corpus file");
    }
    int version = header.getInt();
    if (header.getInt() != checksum(0, 12)) {
      throw new CorpusException(Kind.CORRUPT, file, 8, "the header's checksum is wrong");
    }
    if (version > SectionFileWriter.VERSION) {
      throw new CorpusException(
          Kind.TOO_NEW,
          file,
          8,
          "format version "
              + version
              + ", this Creance reads up to "
              + SectionFileWriter.VERSION
              + ": update Creance");
    }
    long footerOffset = length - SectionFileWriter.FOOTER_LENGTH;
    if (footerOffset < SectionFileWriter.HEADER_LENGTH) {
      throw new CorpusException(Kind.TRUNCATED, file, length, "the file ends before its footer");
    }
    ByteBuffer footer = slice(footerOffset, SectionFileWriter.FOOTER_LENGTH);
    long directoryOffset = footer.getLong();
    int directoryLength = footer.getInt();
    int directoryRawLength = footer.getInt();
    int directoryCodec = footer.get();
    int directoryChecksum = footer.getInt();
    int endVersion = footer.getInt();
    int footerChecksum = footer.getInt();
    byte[] endMagic = new byte[8];
    footer.get(endMagic);
    if (!Arrays.equals(endMagic, SectionFileWriter.END_MAGIC)) {
      throw new CorpusException(
          Kind.TRUNCATED,
          file,
          footerOffset,
          "expected the footer's magic CECNAERC: the file was cut off or its end is damaged");
    }
    if (footerChecksum != checksum(footerOffset, 25) || endVersion != version) {
      throw new CorpusException(Kind.CORRUPT, file, footerOffset, "the footer's checksum is wrong");
    }
    if (directoryOffset < SectionFileWriter.HEADER_LENGTH
        || directoryLength < 0
        || directoryRawLength < 8
        || directoryOffset + directoryLength != footerOffset) {
      throw new CorpusException(
          Kind.CORRUPT, file, footerOffset, "the directory is not where the footer says");
    }
    if (directoryChecksum != checksum(directoryOffset, directoryLength)) {
      throw new CorpusException(
          Kind.CORRUPT, file, directoryOffset, "the directory's checksum is wrong");
    }
    byte[] directory =
        decompress(
            new Frame(
                directoryOffset,
                directoryLength,
                directoryRawLength,
                directoryCodec,
                directoryChecksum));
    readEntries(ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN), directoryOffset);
  }

  private void readEntries(ByteBuffer in, long directoryOffset) throws CorpusException {
    int frameCount = in.getInt();
    long expected = SectionFileWriter.HEADER_LENGTH;
    for (int i = 0; i < frameCount; i++) {
      Frame frame = new Frame(in.getLong(), in.getInt(), in.getInt(), in.get(), in.getInt());
      if (frame.offset() != expected
          || frame.length() < 0
          || expected + frame.length() > directoryOffset) {
        throw new CorpusException(
            Kind.CORRUPT, file, frame.offset(), "frame " + i + " is out of place");
      }
      expected += frame.length();
      if (checksum(frame.offset(), frame.length()) != frame.checksum()) {
        throw new CorpusException(
            Kind.CORRUPT,
            file,
            frame.offset(),
            "the checksum of "
                + frame.length()
                + " bytes is not the one that was written: import the capture again");
      }
      frames.add(frame);
    }
    if (expected != directoryOffset) {
      throw new CorpusException(
          Kind.CORRUPT, file, expected, "bytes between the frames and the directory");
    }
    int sectionCount = in.getInt();
    for (int i = 0; i < sectionCount; i++) {
      byte[] name = new byte[in.getShort() & 0xFFFF];
      in.get(name);
      Section section =
          new Section(
              new String(name, StandardCharsets.UTF_8), in.getInt(), in.getInt(), in.getInt());
      sections.put(section.name(), section);
    }
  }

  private ByteBuffer slice(long offset, long length) {
    return bytes.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private int checksum(long offset, long length) {
    CRC32C crc = new CRC32C();
    crc.update(slice(offset, length));
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    arena.close();
  }
}
