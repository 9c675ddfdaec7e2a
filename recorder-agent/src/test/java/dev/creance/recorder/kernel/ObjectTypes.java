package dev.creance.recorder.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The structures that an eBPF object describes of itself: its {@code .BTF} section, read by hand.
 */
final class ObjectTypes {
  private static final int STRUCT = 4;
  private static final int UNION = 5;

  /** A structure: its size, and where its members lie, in bytes. */
  record Structure(int size, Map<String, Integer> offsets) {}

  private final ByteBuffer btf;
  private final int strings;
  private final Map<String, Structure> structures = new LinkedHashMap<>();

  private ObjectTypes(ByteBuffer btf) {
    this.btf = btf;
    int header = btf.getInt(4);
    strings = header + btf.getInt(16);
    int at = header + btf.getInt(8);
    int end = at + btf.getInt(12);
    while (at < end) {
      at = readType(at);
    }
  }

  static ObjectTypes of(byte[] object) throws IOException {
    return new ObjectTypes(section(object, ".BTF"));
  }

  Structure structure(String name) {
    Structure found = structures.get(name);
    if (found == null) {
      throw new AssertionError("the object has no struct " + name);
    }
    return found;
  }

  private int readType(int at) {
    int info = btf.getInt(at + 4);
    int kind = info >> 24 & 0x1f;
    int members = info & 0xffff;
    if (kind == STRUCT || kind == UNION) {
      Map<String, Integer> offsets = new LinkedHashMap<>();
      for (int i = 0; i < members; i++) {
        int member = at + 12 + 12 * i;
        offsets.put(text(btf.getInt(member)), (btf.getInt(member + 8) & 0xffffff) / 8);
      }
      structures.put(text(btf.getInt(at)), new Structure(btf.getInt(at + 8), offsets));
    }
    return at + 12 + tail(kind, members);
  }

  /** Bytes behind a type's common part, by its kind. */
  private static int tail(int kind, int members) {
    return switch (kind) {
      case 1, 14, 17 -> 4; // INT, VAR, DECL_TAG
      case 3 -> 12; // ARRAY
      case STRUCT, UNION -> 12 * members;
      case 6 -> 8 * members; // ENUM
      case 13 -> 8 * members; // FUNC_PROTO
      case 15 -> 12 * members; // DATASEC
      case 19 -> 12 * members; // ENUM64
      default -> 0;
    };
  }

  private String text(int offset) {
    int start = strings + offset;
    int end = start;
    while (btf.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    btf.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A section of a 64-bit little-endian ELF file. */
  static ByteBuffer section(byte[] object, String name) throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
    int table = (int) elf.getLong(0x28);
    int size = elf.getShort(0x3a);
    int count = elf.getShort(0x3c);
    int names = (int) elf.getLong(table + size * elf.getShort(0x3e) + 0x18);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int header = table + size * i;
      int start = names + elf.getInt(header);
      int end = start;
      while (object[end] != 0) {
        end++;
      }
      String section = new String(object, start, end - start, StandardCharsets.UTF_8);
      found.add(section);
      if (section.equals(name)) {
        int offset = (int) elf.getLong(header + 0x18);
        return elf.slice(offset, (int) elf.getLong(header + 0x20)).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw new IOException("no section " + name + " among " + found);
  }
}
