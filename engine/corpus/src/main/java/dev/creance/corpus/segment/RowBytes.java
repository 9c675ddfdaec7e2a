package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A row of numbers being put together before it is interned; texts go to a dictionary. */
final class RowBytes {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final ByteDictionary texts;
  private int size;
  private byte[] encoded = new byte[256];

  /** Texts met lately: a thread's are the same objects again and again. */
  private final @Nullable String[] known = new @Nullable String[1024];

  private final int[] codes = new int[known.length];

  RowBytes(int capacity, ByteDictionary texts) {
    this.bytes = new byte[capacity];
    this.texts = texts;
  }

  void start() {
    size = 0;
  }

  void number(int value) {
    INT.set(bytes, size, value);
    size += 4;
  }

  void number64(long value) {
    LONG.set(bytes, size, value);
    size += 8;
  }

  /** Forgets which numbers texts have: the dictionary was cleared. */
  void forget() {
    Arrays.fill(known, null);
  }

  /** The number of a byte string in the dictionary of texts. */
  int code(String text) {
    int slot = text.hashCode() & (known.length - 1);
    if (!text.equals(known[slot])) {
      codes[slot] = intern(text);
      known[slot] = text;
    }
    return codes[slot];
  }

  private int intern(String text) {
    int length = text.length();
    if (encoded.length < length) {
      encoded = new byte[length * 2];
    }
    encodeLatin1(text, length);
    return texts.intern(encoded, 0, length);
  }

  void text(String text) {
    number(code(text));
  }

  @SuppressWarnings("deprecation") // exactly the low bytes of the chars, without an allocation
  private void encodeLatin1(String text, int length) {
    text.getBytes(0, length, encoded, 0);
  }

  int intern(ByteDictionary rows) {
    return rows.intern(bytes, 0, size);
  }

  int size() {
    return size;
  }

  static int int32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long int64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static String latin1(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }
}
