package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.yaml.OffsetMap;
import dev.creance.grammar.yaml.RawBytes;
import dev.creance.grammar.yaml.YamlNode;
import java.nio.charset.StandardCharsets;

/**
 * A text of a rule file as Falco sees it, a byte string, and where each of its bytes was written.
 *
 * @param bytes the UTF-8 bytes as chars
 * @param span the whole scalar in the file
 */
public record SourceText(SourceFile file, String bytes, OffsetMap map, Span span) {

  /** The text of a scalar. */
  public static SourceText of(SourceFile file, YamlNode.Scalar scalar) {
    String bytes = RawBytes.encode(scalar.text());
    return new SourceText(
        file,
        bytes,
        bytes.length() == scalar.text().length()
            ? scalar.map()
            : scalar.map().forBytesOf(scalar.text()),
        scalar.span());
  }

  /** The UTF-8 bytes of a text as a byte string. */
  public static String bytes(String text) {
    return RawBytes.encode(text);
  }

  /** The text of a byte string; bytes that are no UTF-8 become U+FFFD. */
  public static String decode(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }

  /** The text as people read it. */
  public String text() {
    return decode(bytes);
  }

  public Origin origin() {
    return new Origin(file, span);
  }

  /** The same without the blanks around it, as Falco trims: space, tab, line breaks, VT, FF. */
  SourceText trimmed() {
    int start = 0;
    int end = bytes.length();
    while (start < end && blank(bytes.charAt(start))) {
      start++;
    }
    while (end > start && blank(bytes.charAt(end - 1))) {
      end--;
    }
    return start == 0 && end == bytes.length()
        ? this
        : new SourceText(file, bytes.substring(start, end), map.slice(start, end), span);
  }

  private static boolean blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
