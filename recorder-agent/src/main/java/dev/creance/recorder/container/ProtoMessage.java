package dev.creance.recorder.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A protocol-buffers message by the numbers of its fields: read as a whole, written field by field.
 * What it doesn't have is empty, 0 or nothing, as in the language itself.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Field(int number, int kind, long value, byte[] bytes) {}

  private final List<Field> fields = new ArrayList<>();

  /** An empty message, to be filled. */
  ProtoMessage() {}

  static ProtoMessage parse(byte[] bytes) throws IOException {
    ProtoMessage message = new ProtoMessage();
    int[] at = {0};
    while (at[0] < bytes.length) {
      long tag = varint(bytes, at);
      int number = (int) (tag >>> 3);
      switch ((int) tag & 7) {
        case VARINT ->
            message.fields.add(new Field(number, VARINT, varint(bytes, at), new byte[0]));
        case FIXED64 -> at[0] += 8;
        case FIXED32 -> at[0] += 4;
        case LENGTH -> {
          long length = varint(bytes, at);
          if (length < 0 || length > bytes.length - at[0]) {
            throw new IOException("a field of " + length + " bytes in a message that ends before");
          }
          byte[] value = java.util.Arrays.copyOfRange(bytes, at[0], at[0] + (int) length);
          message.fields.add(new Field(number, LENGTH, 0, value));
          at[0] += (int) length;
        }
        default -> throw new IOException("a field of unknown kind " + (tag & 7));
      }
    }
    return message;
  }

  private static long varint(byte[] bytes, int[] at) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at[0] >= bytes.length) {
        throw new IOException("a message that ends within a number");
      }
      byte one = bytes[at[0]++];
      value |= (long) (one & 0x7f) << shift;
      if (one >= 0) {
        return value;
      }
    }
    throw new IOException("a number of more than 10 bytes");
  }

  ProtoMessage with(int number, String text) {
    fields.add(new Field(number, LENGTH, 0, text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  ProtoMessage with(int number, long value) {
    fields.add(new Field(number, VARINT, value, new byte[0]));
    return this;
  }

  ProtoMessage with(int number, ProtoMessage message) {
    fields.add(new Field(number, LENGTH, 0, message.toByteArray()));
    return this;
  }

  byte[] toByteArray() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      writeVarint(out, (long) field.number << 3 | field.kind);
      if (field.kind == VARINT) {
        writeVarint(out, field.value);
      } else {
        writeVarint(out, field.bytes.length);
        out.writeBytes(field.bytes);
      }
    }
    return out.toByteArray();
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  byte[] bytes(int number) {
    for (Field field : fields) {
      if (field.number == number) {
        return field.bytes;
      }
    }
    return new byte[0];
  }

  String text(int number) {
    return new String(bytes(number), StandardCharsets.UTF_8);
  }

  long number(int number) {
    for (Field field : fields) {
      if (field.number == number) {
        return field.value;
      }
    }
    return 0;
  }

  boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number == number);
  }

  ProtoMessage message(int number) throws IOException {
    return parse(bytes(number));
  }

  List<ProtoMessage> messages(int number) throws IOException {
    List<ProtoMessage> messages = new ArrayList<>();
    for (Field field : fields) {
      if (field.number == number) {
        messages.add(parse(field.bytes));
      }
    }
    return messages;
  }

  /** A map from texts to texts. */
  Map<String, String> map(int number) throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    for (ProtoMessage entry : messages(number)) {
      map.put(entry.text(1), entry.text(2));
    }
    return map;
  }
}
