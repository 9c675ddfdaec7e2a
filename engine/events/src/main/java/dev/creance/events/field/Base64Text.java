package dev.creance.events.field;

import org.jspecify.annotations.Nullable;

/** Decodes Base64 in byte strings, with or without padding. */
final class Base64Text {
  private Base64Text() {}

  /**
   * The decoded bytes; at most two final {@code =} are ignored. Null for a character outside the
   * standard alphabet, a single left-over character, or left-over bits that are not zero.
   */
  static @Nullable String decode(String text) {
    int length = text.length();
    for (int i = 0; i < 2 && length > 0 && text.charAt(length - 1) == '='; i++) {
      length--;
    }
    if (length % 4 == 1 || length == 0 && !text.isEmpty()) {
      return null;
    }
    StringBuilder out = new StringBuilder(length * 3 / 4);
    int bits = 0;
    int count = 0;
    for (int i = 0; i < length; i++) {
      int value = value(text.charAt(i));
      if (value < 0) {
        return null;
      }
      bits = bits << 6 | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        out.append((char) (bits >> count & 0xff));
        bits &= (1 << count) - 1;
      }
    }
    return bits == 0 ? out.toString() : null;
  }

  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }
}
