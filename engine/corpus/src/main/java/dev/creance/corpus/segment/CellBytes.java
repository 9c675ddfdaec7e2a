package dev.creance.corpus.segment;

import dev.creance.events.field.Cell;
import dev.creance.grammar.vocabulary.ValueType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Field values as bytes: a kind and what it holds.
 *
 * <pre>
 * missing 0
 * text    1 bytes
 * number  2 i64
 * real    3 f64
 * texts   4 (u32 length bytes)*
 * numbers 5 i64*
 * </pre>
 */
public final class CellBytes {
  private static final byte MISSING = 0;
  private static final byte TEXT = 1;
  private static final byte NUMBER = 2;
  private static final byte REAL = 3;
  private static final byte TEXTS = 4;
  private static final byte NUMBERS = 5;

  private byte[] bytes = new byte[256];
  private int size;

  /** The bytes of the last value. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many of {@link #bytes()} the last value took. */
  public int size() {
    return size;
  }

  /** A field without a value. */
  public void missing() {
    size = 0;
    put(MISSING);
  }

  /** A single value of a type. */
  public void single(Cell cell, ValueType type) {
    size = 0;
    switch (kind(type)) {
      case TEXT -> {
        put(TEXT);
        put(cell.text);
      }
      case REAL -> {
        put(REAL);
        put64(Double.doubleToRawLongBits(cell.real));
      }
      default -> {
        put(NUMBER);
        put64(cell.number);
      }
    }
  }

  /** Several values of a type. */
  public void several(Cell cell, ValueType type) {
    size = 0;
    if (kind(type) == TEXT) {
      put(TEXTS);
      for (String element : cell.elements) {
        put32(element.length());
        put(element);
      }
    } else {
      put(NUMBERS);
      for (int i = 0; i < cell.numberCount; i++) {
        put64(cell.numbers[i]);
      }
    }
  }

  /** Whether values of a type are texts, reals or numbers in a {@link Cell}. */
  private static byte kind(ValueType type) {
    return switch (type) {
      case DOUBLE -> REAL;
      case CHARBUF,
          BYTEBUF,
          FSPATH,
          FSRELPATH,
          SOCKADDR,
          SOCKTUPLE,
          FDLIST,
          IPV4ADDR,
          IPV6ADDR,
          IPADDR,
          IPV4NET,
          IPV6NET,
          IPNET ->
          TEXT;
      case NONE,
          INT8,
          INT16,
          INT32,
          INT64,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          ERRNO,
          FD,
          PID,
          SYSCALLID,
          SIGTYPE,
          RELTIME,
          ABSTIME,
          PORT,
          L4PROTO,
          SOCKFAMILY,
          BOOL,
          DYN,
          FLAGS8,
          FLAGS16,
          FLAGS32,
          UID,
          GID,
          SIGSET,
          CHARBUFARRAY,
          CHARBUF_PAIR_ARRAY,
          MODE,
          ENUMFLAGS8,
          ENUMFLAGS16,
          ENUMFLAGS32,
          FD32,
          PID32 ->
          NUMBER;
    };
  }

  /** Puts a value back; false when it is missing. */
  public static boolean read(byte[] bytes, int offset, int length, ValueType type, Cell into) {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset + 1, length - 1).order(ByteOrder.LITTLE_ENDIAN);
    into.type = type;
    switch (bytes[offset]) {
      case TEXT -> into.text = latin1(bytes, offset + 1, length - 1);
      case NUMBER -> into.number = in.getLong();
      case REAL -> into.real = in.getDouble();
      case TEXTS -> {
        into.clear();
        while (in.hasRemaining()) {
          int size = in.getInt();
          into.elements.add(latin1(bytes, in.position(), size));
          in.position(in.position() + size);
        }
      }
      case NUMBERS -> {
        into.clear();
        while (in.hasRemaining()) {
          into.add(in.getLong());
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A text; null when it is missing. */
  public static @Nullable String text(byte[] bytes, int offset, int length) {
    return bytes[offset] == TEXT ? latin1(bytes, offset + 1, length - 1) : null;
  }

  /** A text as {@link #bytes()}. */
  public void text(String text) {
    size = 0;
    put(TEXT);
    put(text);
  }

  private static String latin1(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  private void put(byte value) {
    room(1);
    bytes[size++] = value;
  }

  private void put32(int value) {
    room(4);
    SegmentBuilder.INT.set(bytes, size, value);
    size += 4;
  }

  private void put64(long value) {
    put32((int) value);
    put32((int) (value >>> 32));
  }

  @SuppressWarnings("deprecation") // exactly the low bytes of the chars, without an allocation
  private void put(String text) {
    room(text.length());
    text.getBytes(0, text.length(), bytes, size);
    size += text.length();
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = java.util.Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
