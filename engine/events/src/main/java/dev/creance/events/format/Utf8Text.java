package dev.creance.events.format;

/** Byte strings that should be UTF-8. */
public final class Utf8Text {
  private static final String REPLACEMENT = "\u00ef\u00bf\u00bd";

  private Utf8Text() {}

  /**
   * The same byte string where it is UTF-8; else with each broken piece (as much of a sequence as
   * could have been the beginning of a right one, or a single byte) replaced by U+FFFD.
   */
  public static String sanitize(String bytes) {
    int at = 0;
    int size = bytes.length();
    while (at < size && bytes.charAt(at) < 0x80) {
      at++;
    }
    if (at == size) {
      return bytes;
    }
    StringBuilder out = new StringBuilder(size + 16).append(bytes, 0, at);
    while (at < size) {
      int sequence = bytes.charAt(at) < 0x80 ? 1 : sequence(bytes, at);
      if (sequence > 0) {
        out.append(bytes, at, at + sequence);
        at += sequence;
      } else {
        out.append(REPLACEMENT);
        at -= sequence;
      }
    }
    return out.toString();
  }

  /** The byte string as text. */
  public static String decode(String bytes) {
    String clean = sanitize(bytes);
    for (int i = 0; i < clean.length(); i++) {
      if (clean.charAt(i) >= 0x80) {
        return new String(
            clean.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
            java.nio.charset.StandardCharsets.UTF_8);
      }
    }
    return clean;
  }

  /**
   * The length of the sequence of several bytes that begins at {@code at}; where it is broken, the
   * number of its bytes that belong together, negative.
   */
  static int sequence(String bytes, int at) {
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
