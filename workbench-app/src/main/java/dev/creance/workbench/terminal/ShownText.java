package dev.creance.workbench.terminal;

import java.nio.charset.StandardCharsets;

/** Recorded text made fit to be shown: it may hold anything, escape sequences included. */
public final class ShownText {
  private ShownText() {}

  /** The text of a byte string: read as UTF-8, control characters as dots. */
  public static String of(CharSequence bytes) {
    byte[] raw = new byte[bytes.length()];
    boolean ascii = true;
    for (int i = 0; i < raw.length; i++) {
      char c = bytes.charAt(i);
      raw[i] = (byte) (c < ' ' || c == 0x7F ? '.' : c);
      ascii &= c < 0x80;
    }
    if (ascii) {
      return new String(raw, StandardCharsets.ISO_8859_1);
    }
    String text = new String(raw, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.getType(point) == Character.CONTROL ? '.' : point)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
