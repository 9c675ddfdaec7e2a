package dev.creance.grammar.checked;

import org.jspecify.annotations.Nullable;

/** Internet addresses as {@code inet_pton} reads them, into byte strings in network order. */
final class AddressSyntax {
  private AddressSyntax() {}

  /** Four decimal numbers without leading zeros; null for anything else. */
  static @Nullable String v4(String text) {
    StringBuilder bytes = new StringBuilder(4);
    int value = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c >= '0' && c <= '9') {
        if (value == 0) {
          return null;
        }
        value = Math.max(value, 0) * 10 + c - '0';
        if (value > 255) {
          return null;
        }
      } else if (c == '.' && value >= 0 && bytes.length() < 4) {
        bytes.append((char) value);
        value = -1;
      } else {
        return null;
      }
    }
    return bytes.length() == 4 ? bytes.toString() : null;
  }

  /** Groups of up to four hexadecimal digits, one {@code ::}, an IPv4 address at the end. */
  static @Nullable String v6(String text) {
    StringBuilder bytes = new StringBuilder(16);
    int gap = -1;
    int i = 0;
    if (text.startsWith(":")) {
      if (!text.startsWith("::")) {
        return null;
      }
      i = 1;
    }
    int groupStart = i;
    int digits = 0;
    int value = 0;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit >= 0) {
        if (++digits > 4) {
          return null;
        }
        value = (value << 4) | digit;
      } else if (c == ':') {
        groupStart = i + 1;
        if (digits == 0) {
          if (gap >= 0) {
            return null;
          }
          gap = bytes.length();
        } else {
          if (i + 1 == text.length() || bytes.length() > 14) {
            return null;
          }
          append(bytes, value);
          digits = 0;
          value = 0;
        }
      } else if (c == '.' && bytes.length() <= 12) {
        String tail = v4(text.substring(groupStart));
        if (tail == null) {
          return null;
        }
        bytes.append(tail);
        digits = 0;
        break;
      } else {
        return null;
      }
    }
    if (digits > 0) {
      if (bytes.length() > 14) {
        return null;
      }
      append(bytes, value);
    }
    if (gap >= 0) {
      if (bytes.length() == 16) {
        return null;
      }
      bytes.insert(gap, "\0".repeat(16 - bytes.length()));
    }
    return bytes.length() == 16 ? bytes.toString() : null;
  }

  private static void append(StringBuilder bytes, int group) {
    bytes.append((char) (group >> 8)).append((char) (group & 0xFF));
  }
}
