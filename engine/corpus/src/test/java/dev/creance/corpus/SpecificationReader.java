package dev.creance.corpus;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Reads section files by what the package documentation says, and by nothing else: it uses none of
 * the corpus's own classes, as a reader in another language would.
 */
final class SpecificationReader {
  private static final int FOOTER = 37;

  private final byte[] file;
  private final long[][] frames;
  private final Map<String, int[]> sections = new HashMap<>();

  SpecificationReader(Path path) throws IOException {
    file = Files.readAllBytes(path);
    ByteBuffer in = little(file, 0, file.length);
    expect("CREANCEC", in);
    int version = in.getInt();
    expect(version == 1 && in.getInt() == checksum(file, 0, 12), "header");
    in.position(file.length - FOOTER);
    int directoryAt = (int) in.getLong();
    int stored = in.getInt();
    int raw = in.getInt();
    byte codec = in.get();
    expect(in.getInt() == checksum(file, directoryAt, stored), "directory");
    expect(in.getInt() == 1, "version");
    expect(in.getInt() == checksum(file, file.length - FOOTER, 25), "footer");
    expect("CECNAERC", in);
    byte[] content = content(directoryAt, stored, raw, codec);
    ByteBuffer directory = little(content, 0, content.length);
    frames = new long[directory.getInt()][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] =
          new long[] {directory.getLong(), directory.getInt(), directory.getInt(), directory.get()};
      int at = (int) frames[i][0];
      expect(directory.getInt() == checksum(file, at, (int) frames[i][1]), "frame " + i);
    }
    int count = directory.getInt();
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[directory.getShort() & 0xFFFF];
      directory.get(name);
      sections.put(
          new String(name, StandardCharsets.UTF_8),
          new int[] {directory.getInt(), directory.getInt(), directory.getInt()});
    }
  }

  private static ByteBuffer little(byte[] bytes, int offset, int length) {
    return ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void expect(boolean holds, String what) throws IOException {
    if (!holds) {
      throw new IOException("not as specified: " + what);
    }
  }

  private static void expect(String magic, ByteBuffer in) throws IOException {
    byte[] found = new byte[8];
    in.get(found);
    expect(magic.equals(new String(found, StandardCharsets.US_ASCII)), magic);
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  private byte[] content(int offset, int stored, int raw, int codec) {
    byte[] bytes = Arrays.copyOfRange(file, offset, offset + stored);
    return codec == 0 ? bytes : Zstd.decompress(bytes, raw);
  }

  /** The names of all sections that begin so, without the beginning. */
  TreeSet<String> names(String prefix) {
    TreeSet<String> names = new TreeSet<>();
    for (String name : sections.keySet()) {
      if (name.startsWith(prefix)) {
        names.add(name.substring(prefix.length()));
      }
    }
    return names;
  }

  byte[] section(String name) throws IOException {
    int[] entry = sections.get(name);
    if (entry == null) {
      throw new IOException("no section " + name);
    }
    long[] frame = frames[entry[0]];
    byte[] content = content((int) frame[0], (int) frame[1], (int) frame[2], (int) frame[3]);
    return Arrays.copyOfRange(content, entry[1], entry[1] + entry[2]);
  }

  private static long planes(byte[] section, int at, int width, int count, int index) {
    long value = 0;
    for (int plane = 0; plane < width; plane++) {
      value |= (section[at + plane * count + index] & 0xFFL) << 8 * plane;
    }
    return value;
  }

  /** A column of numbers; zeros when it is not there. */
  long[] numbers(String name, int count) throws IOException {
    return sections.containsKey(name) ? numbers(name) : new long[count];
  }

  long[] numbers(String name) throws IOException {
    byte[] section = section(name);
    int count = little(section, 4, 4).getInt();
    long[] numbers = new long[count];
    long value = 0;
    for (int i = 0; i < count; i++) {
      long coded = planes(section, 8, section[1], count, i);
      value = section[0] == 0 ? coded : value + (coded >>> 1 ^ -(coded & 1));
      numbers[i] = value;
    }
    return numbers;
  }

  long[] block(String name) throws IOException {
    byte[] section = section(name);
    int count = little(section, 4, 4).getInt();
    long value = little(section, 8, 8).getLong();
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      long coded = planes(section, 16, section[0], count, i);
      value += coded >>> 1 ^ -(coded & 1);
      numbers[i] = value;
    }
    return numbers;
  }

  /** 8 bytes each. */
  long[] longs(String name) throws IOException {
    byte[] section = section(name);
    long[] numbers = new long[section.length / 8];
    little(section, 0, section.length).asLongBuffer().get(numbers);
    return numbers;
  }

  List<byte[]> strings(String name) throws IOException {
    byte[] section = section(name);
    int count = little(section, 0, 4).getInt();
    byte[][] strings = new byte[count][];
    int at = 8 + 4 * count;
    for (int i = 0; i < count; i++) {
      int length = (int) planes(section, 8, 4, count, i);
      strings[i] = Arrays.copyOfRange(section, at, at + length);
      at += length;
    }
    expect(at == section.length, "the total of " + name);
    return List.of(strings);
  }

  /** A row of a table, ready to be read from its beginning. */
  List<ByteBuffer> rows(String name) throws IOException {
    byte[] section = section(name);
    int count = little(section, 0, 4).getInt();
    int length = little(section, 4, 4).getInt();
    ByteBuffer[] rows = new ByteBuffer[count];
    for (int row = 0; row < count; row++) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = section[8 + i * count + row];
      }
      rows[row] = little(bytes, 0, length);
    }
    return List.of(rows);
  }
}
