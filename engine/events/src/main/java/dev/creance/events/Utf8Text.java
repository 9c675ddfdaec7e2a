package dev.creance.events;

import java.nio.charset.StandardCharsets;

/** Byte strings that should be UTF-8. */
public final class Utf8Text {
  private static final String REPLACEMENT = "\u00ef\u00bf\u00bd";

  private Utf8Text() {}

  /**
   * The same byte string where it is UTF-8; else with each broken piece (as much of a sequence as
   * could have been the beginning of a right one, or a single byte) replaced by U+FFFD.
   */
  public static String sanitize(String bytes) {
    return repaired(bytes, false);
  }

  /**
   * The same byte string where it is UTF-8 that prints; else with each broken piece and each
   * control character and non-character replaced by U+FFFD. Falco 0.44 does so with every text it
   * prints.
   */
  public static String printable(String bytes) {
    return repaired(bytes, true);
  }

  private static String repaired(String bytes, boolean printing) {
    int size = bytes.length();
    int at = 0;
    while (at < size && plain(bytes.charAt(at), printing)) {
      at++;
    }
    if (at == size) {
      return bytes;
    }
    StringBuilder out = new StringBuilder(size + 16).append(bytes, 0, at);
    while (at < size) {
      int piece = piece(bytes, at, printing);
      if (piece > 0) {
        out.append(bytes, at, at + piece);
        at += piece;
      } else {
        out.append(REPLACEMENT);
        at -= piece;
      }
    }
    return out.toString();
  }

  private static boolean plain(char c, boolean printing) {
    return c < 0x7f ? !printing || c >= 0x20 : c == 0x7f && !printing;
  }

  /** The length of what begins at {@code at}, negative when it is to be replaced. */
  private static int piece(String bytes, int at, boolean printing) {
    char c = bytes.charAt(at);
    if (c < 0x80) {
      return plain(c, printing) ? 1 : -1;
    }
    int length = sequence(bytes, at);
    return printing && length > 0 && !prints(bytes, at, length) ? -length : length;
  }

  /** Whether a right sequence is no C1 control character and no non-character. */
  private static boolean prints(String bytes, int at, int length) {
    int point = bytes.charAt(at) & 0xff >> length + 1;
    for (int i = 1; i < length; i++) {
      point = point << 6 | bytes.charAt(at + i) & 0x3f;
    }
    return point > 0x9f && (point & 0xfffe) != 0xfffe && (point < 0xfdd0 || point > 0xfdef);
  }

  /** The byte string as text. */
  public static String decode(String bytes) {
    String clean = sanitize(bytes);
    for (int i = 0; i < clean.length(); i++) {
      if (clean.charAt(i) >= 0x80) {
        return new String(clean.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return clean;
  }

  /**
   * The length of the sequence of several bytes that begins at {@code at}; where it is broken, the
   * number of its bytes that belong together, negative.
   */
  public static int sequence(String bytes, int at) {
    int lead = bytes.charAt(at);
    int size = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : 4;
    if (lead < 0xc2 || lead > 0xf4) {
      return -1;
    }
    for (int i = 1; i < size; i++) {
      int next = at + i < bytes.length() ? bytes.charAt(at + i) : 0;
      int low = i > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
      int high = i > 1 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
      if (next < low || next > high) {
        return -i;
      }
    }
    return size;
  }
}
