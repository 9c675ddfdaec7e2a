package dev.creance.corpus.format;

import com.github.luben.zstd.Zstd;
import dev.creance.corpus.format.CorpusException.Kind;
import dev.creance.corpus.format.SectionFileWriter.Entry;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A finished file of sections, memory-mapped. Opening checks the checksums of every byte of it, so
 * that damage is told before anything is read; CRC-32C runs at memory speed.
 */
public final class SectionFile implements AutoCloseable {
  private final Path file;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

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
    return entries.keySet();
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /** The bytes that a section takes in the file; 0 when there is none. */
  public int storedLength(String name) {
    Entry entry = entries.get(name);
    return entry == null ? 0 : entry.length();
  }

  /** The content of a section, decompressed. Safe for use by several threads. */
  public byte[] read(String name) throws CorpusException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new CorpusException(
          Kind.CORRUPT, file, 0, "no section '" + name + "': import the capture again");
    }
    byte[] raw = new byte[entry.rawLength()];
    MemorySegment stored = bytes.asSlice(entry.offset(), entry.length());
    if (entry.codec() == SectionFileWriter.STORED) {
      MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, 0, raw, 0, raw.length);
      return raw;
    }
    byte[] packed = stored.toArray(ValueLayout.JAVA_BYTE);
    long size = Zstd.decompressByteArray(raw, 0, raw.length, packed, 0, packed.length);
    if (Zstd.isError(size) || size != raw.length) {
      throw new CorpusException(
          Kind.CORRUPT,
          file,
          entry.offset(),
          "section '" + name + "' does not decompress to " + raw.length + " bytes");
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
    if (footerChecksum != checksum(footerOffset, 20) || endVersion != version) {
      throw new CorpusException(
          Kind.CORRUPT, file, footerOffset, "the footer's checksum is wrong");
    }
    if (directoryOffset < SectionFileWriter.HEADER_LENGTH
        || directoryLength < 4
        || directoryOffset + directoryLength != footerOffset) {
      throw new CorpusException(
          Kind.CORRUPT, file, footerOffset, "the directory is not where the footer says");
    }
    if (directoryChecksum != checksum(directoryOffset, directoryLength)) {
      throw new CorpusException(
          Kind.CORRUPT, file, directoryOffset, "the directory's checksum is wrong");
    }
    readEntries(directoryOffset, directoryLength);
  }

  private void readEntries(long directoryOffset, int directoryLength) throws CorpusException {
    ByteBuffer in = slice(directoryOffset, directoryLength);
    int count = in.getInt();
    long expected = SectionFileWriter.HEADER_LENGTH;
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[in.getShort() & 0xFFFF];
      in.get(name);
      Entry entry =
          new Entry(
              new String(name, StandardCharsets.UTF_8),
              in.getLong(),
              in.getInt(),
              in.getInt(),
              in.get(),
              in.getInt());
      if (entry.offset() != expected || entry.length() < 0) {
        throw new CorpusException(
            Kind.CORRUPT, file, entry.offset(), "section '" + entry.name() + "' is out of place");
      }
      expected += entry.length();
      if (checksum(entry.offset(), entry.length()) != entry.checksum()) {
        throw new CorpusException(
            Kind.CORRUPT,
            file,
            entry.offset(),
            "the checksum of section '"
                + entry.name()
                + "' ("
                + entry.length()
                + " bytes) is wrong: import the capture again");
      }
      entries.put(entry.name(), entry);
    }
    if (expected != directoryOffset) {
      throw new CorpusException(
          Kind.CORRUPT, file, expected, "bytes between the sections and the directory");
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
