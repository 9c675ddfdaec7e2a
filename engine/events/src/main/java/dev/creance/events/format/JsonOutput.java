package dev.creance.events.format;

import dev.creance.events.Utf8Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON into a byte buffer that is used again and again. Texts are byte strings; what is not
 * UTF-8 in them becomes U+FFFD, by the rules of one of the two libraries that Falco writes with.
 */
public final class JsonOutput {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[4096];
  private int length;

  /** Forgets what was written. */
  public void clear() {
    length = 0;
  }

  public int length() {
    return length;
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Appends a byte string as it is. */
  public JsonOutput raw(String text) {
    int size = text.length();
    ensure(size);
    for (int i = 0; i < size; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += size;
    return this;
  }

  public JsonOutput raw(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  public JsonOutput number(long number) {
    return raw(Long.toString(number));
  }

  public JsonOutput unsigned(long number) {
    return raw(Long.toUnsignedString(number));
  }

  /** The shortest decimal that reads back as the same number, always with a point or exponent. */
  public JsonOutput real(double number) {
    return raw(Reals.text(number));
  }

  /** A quoted string; broken UTF-8 is replaced piece by piece, as Unicode recommends. */
  public JsonOutput string(String text) {
    raw('"');
    escaped(text);
    return raw('"');
  }

  /** The same without quotes. */
  public JsonOutput escaped(String text) {
    int size = text.length();
    ensure(6 * size);
    for (int i = 0; i < size; ) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c);
        i++;
      } else {
        int sequence = Utf8Text.sequence(text, i);
        if (sequence > 0) {
          copy(text, i, sequence);
          i += sequence;
        } else {
          replacement();
          i -= sequence;
        }
      }
    }
    return this;
  }

  /**
   * A quoted string as Falco gives output fields: a byte that leads a sequence takes the bytes that
   * its length asks for, whatever they are, and the result counts if it is a possible code point.
   */
  public JsonOutput fieldString(String text) {
    raw('"');
    int end = text.indexOf(0);
    int size = end < 0 ? text.length() : end;
    ensure(6 * size);
    for (int i = 0; i < size; ) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c);
        i++;
      } else {
        i += lenient(text, i, size);
      }
    }
    return raw('"');
  }

  /** Writes one code point decoded leniently; gives the bytes that it took. */
  private int lenient(String text, int at, int end) {
    int lead = text.charAt(at);
    int size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 1;
    if (size == 1 || end - at < size) {
      replacement();
      return 1;
    }
    int point = lead & (size == 2 ? 0x1f : size == 3 ? 0x0f : 0x07);
    for (int i = 1; i < size; i++) {
      point = point << 6 | text.charAt(at + i) & 0x3f;
    }
    int least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    if (point < least || point > 0x10ffff || point >= 0xd800 && point <= 0xdfff) {
      replacement();
    } else {
      byte[] encoded = Character.toString(point).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(encoded, 0, bytes, length, encoded.length);
      length += encoded.length;
    }
    return size;
  }

  private void ascii(char c) {
    if (c >= 0x20 && c != '"' && c != '\\') {
      bytes[length++] = (byte) c;
      return;
    }
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\b' -> bytes[length++] = 'b';
      case '\f' -> bytes[length++] = 'f';
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 0xf];
      }
    }
  }

  private void copy(String text, int from, int count) {
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(from + i);
    }
  }

  private void replacement() {
    bytes[length++] = (byte) 0xef;
    bytes[length++] = (byte) 0xbf;
    bytes[length++] = (byte) 0xbd;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
