package dev.creance.events.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers out of bytes. */
final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  static int uint16(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at) & 0xFFFF;
  }

  static int int32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long int64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Of a byte string; missing bytes are zero. */
  static int int32(String bytes, int at) {
    return (int) number(bytes, at, 4);
  }

  /** Of a byte string; missing bytes are zero. */
  static long int64(String bytes, int at) {
    return number(bytes, at, 8);
  }

  private static long number(String bytes, int at, int width) {
    long number = 0;
    for (int i = Math.min(at + width, bytes.length()) - 1; i >= at; i--) {
      number = number << 8 | bytes.charAt(i) & 0xFF;
    }
    return number;
  }
}
