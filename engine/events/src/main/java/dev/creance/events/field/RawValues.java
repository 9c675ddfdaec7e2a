package dev.creance.events.field;

/** Little-endian numbers in event bytes. */
final class RawValues {
  private RawValues() {}

  /** A number of {@code width} bytes, extended to 64 bits. */
  static long number(byte[] bytes, int offset, int width, boolean signed) {
    long value = 0;
    for (int i = Math.min(width, 8) - 1; i >= 0; i--) {
      value = value << 8 | bytes[offset + i] & 0xff;
    }
    if (signed && width > 0 && width < 8) {
      int unused = 64 - 8 * width;
      value = value << unused >> unused;
    }
    return value;
  }
}
