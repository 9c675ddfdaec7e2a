package dev.creance.grammar.yaml;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text from and to bytes, so that no byte is lost: one that is no part of UTF-8 becomes a lone low
 * surrogate and is that byte again when the text is encoded.
 */
public final class RawBytes {
  private static final int ESCAPE = 0xDC00;

  private RawBytes() {}

  /** The stand-in for a byte from 0x80 on. */
  static int escaped(int value) {
    return ESCAPE + value;
  }

  /**
   * The text of a file as yaml-cpp decodes it: UTF-8 unless a byte order mark or NULs among the
   * first bytes say UTF-16 or UTF-32.
   */
  public static String decode(byte[] bytes) {
    Charset wide = wideCharset(bytes);
    if (wide != null) {
      String text = new String(bytes, wide);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
    StringBuilder text = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int length = sequenceLength(bytes, i);
      if (length == 1) {
        text.append((char) bytes[i]);
      } else if (length == 0) {
        text.append((char) escaped(bytes[i] & 0xFF));
        length = 1;
      } else {
        text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
      }
      i += length;
    }
    return text.toString();
  }

  private static @Nullable Charset wideCharset(byte[] bytes) {
    int a = at(bytes, 0);
    int b = at(bytes, 1);
    int c = at(bytes, 2);
    int d = at(bytes, 3);
    if (a == 0 && b == 0 && ((c == 0xFE && d == 0xFF) || c == 0)) {
      return bytes.length < 4 ? null : Charset.forName("UTF-32BE");
    }
    if (a == 0xFF && b == 0xFE) {
      return c == 0 && d == 0 && bytes.length >= 4
          ? Charset.forName("UTF-32LE")
          : StandardCharsets.UTF_16LE;
    }
    if ((a == 0xFE && b == 0xFF) || (a == 0 && ascii(b))) {
      return StandardCharsets.UTF_16BE;
    }
    if (ascii(a) && b == 0) {
      return c == 0 && d == 0 && bytes.length >= 4
          ? Charset.forName("UTF-32LE")
          : StandardCharsets.UTF_16LE;
    }
    return null;
  }

  private static int at(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xFF : -1;
  }

  private static boolean ascii(int value) {
    return value > 0 && value < 0x80;
  }

  /** The bytes of the character that starts at an index, 0 when none does. */
  private static int sequenceLength(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > bytes.length) {
      return 0;
    }
    int value = first & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      int next = bytes[at + i] & 0xFF;
      if ((next & 0xC0) != 0x80) {
        return 0;
      }
      value = (value << 6) | (next & 0x3F);
    }
    boolean tooLong = length == 3 ? value < 0x800 : length == 4 && value < 0x10000;
    boolean surrogate = value >= 0xD800 && value <= 0xDFFF;
    return tooLong || surrogate || value > Character.MAX_CODE_POINT ? 0 : length;
  }

  /** The UTF-8 bytes of a text as a byte string: every char is one byte. */
  public static String encode(String text) {
    int length = text.length();
    int i = 0;
    while (i < length && text.charAt(i) < 0x80) {
      i++;
    }
    if (i == length) {
      return text;
    }
    StringBuilder bytes = new StringBuilder(length + 16).append(text, 0, i);
    while (i < length) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        bytes.append((char) c);
      } else if (c >= escaped(0x80) && c <= escaped(0xFF)) {
        bytes.append((char) (c - ESCAPE));
      } else if (c < 0x800) {
        bytes.append((char) (0xC0 | (c >> 6))).append((char) (0x80 | (c & 0x3F)));
      } else if (c < 0x10000) {
        bytes.append((char) (0xE0 | (c >> 12)));
        bytes.append((char) (0x80 | ((c >> 6) & 0x3F))).append((char) (0x80 | (c & 0x3F)));
      } else {
        bytes.append((char) (0xF0 | (c >> 18))).append((char) (0x80 | ((c >> 12) & 0x3F)));
        bytes.append((char) (0x80 | ((c >> 6) & 0x3F))).append((char) (0x80 | (c & 0x3F)));
      }
    }
    return bytes.toString();
  }

  /** The number of bytes that {@link #encode} makes of the character at an index. */
  static int length(String text, int index) {
    char c = text.charAt(index);
    if (c < 0x80) {
      return 1;
    }
    if (c < 0x800) {
      return 2;
    }
    if (!Character.isSurrogate(c)) {
      return 3;
    }
    boolean paired =
        Character.isHighSurrogate(c)
            ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
            : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    return paired ? 2 : c >= escaped(0x80) && c <= escaped(0xFF) ? 1 : 3;
  }
}
