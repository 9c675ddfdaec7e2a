package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

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

  /** The number of a byte string in the dictionary of texts. */
  int code(String text) {
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
