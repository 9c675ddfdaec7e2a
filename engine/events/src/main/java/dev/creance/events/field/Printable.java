package dev.creance.events.field;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes and numbers as text. */
public final class Printable {
  private Printable() {}

  /** Printable ASCII as it is, a dot for every other byte. */
  static String dots(byte[] bytes, int offset, int length) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      byte b = bytes[offset + i];
      out[i] = b >= 0x20 && b < 0x7f ? b : (byte) '.';
    }
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  /** The bytes up to the first NUL, as they are. */
  static String untilNul(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
  }

  /** A byte string with dots for what does not print. */
  public static String dots(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c < 0x20 || c >= 0x7f) {
        byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return dots(all, 0, all.length);
      }
    }
    return bytes;
  }

  /** Upper-case hexadecimal without prefix. */
  public static String hex(long number) {
    return Long.toHexString(number).toUpperCase(Locale.ROOT);
  }

  /** Decimal, at least nine characters wide with leading zeros, the sign included. */
  public static String padded(long number) {
    String text = Long.toString(number);
    if (text.length() >= 9) {
      return text;
    }
    return number < 0
        ? "-" + "0".repeat(9 - text.length()) + text.substring(1)
        : "0".repeat(9 - text.length()) + text;
  }
}
