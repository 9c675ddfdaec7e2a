package dev.creance.events.json;

import java.nio.charset.StandardCharsets;

/** What is done with the text of JSON values, as byte strings. */
public final class JsonStrings {
  private static final String INDENT = "  ";

  private JsonStrings() {}

  /** The content of a JSON string without its escapes; what is no right escape stays as it is. */
  static String unescape(String content) {
    int at = content.indexOf('\\');
    if (at < 0) {
      return content;
    }
    StringBuilder out = new StringBuilder(content.length());
    int from = 0;
    while (at >= 0 && at + 1 < content.length()) {
      out.append(content, from, at);
      char c = content.charAt(at + 1);
      from = at + 2;
      switch (c) {
        case '"', '\\', '/' -> out.append(c);
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> from = unicode(content, at, out);
        default -> out.append('\\').append(c);
      }
      at = content.indexOf('\\', from);
    }
    return out.append(content, from, content.length()).toString();
  }

  /** Appends what {@code \\uXXXX} stands for, as UTF-8; gives the place behind it. */
  private static int unicode(String content, int at, StringBuilder out) {
    int point = hex(content, at + 2);
    if (point < 0) {
      out.append("\\u");
      return at + 2;
    }
    int end = at + 6;
    if (point >= 0xd800 && point <= 0xdbff && content.startsWith("\\u", end)) {
      int low = hex(content, end + 2);
      if (low >= 0xdc00 && low <= 0xdfff) {
        point = Character.toCodePoint((char) point, (char) low);
        end += 6;
      }
    }
    String text = point >= 0xd800 && point <= 0xdfff ? "\ufffd" : Character.toString(point);
    out.append(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    return end;
  }

  private static int hex(String content, int at) {
    if (at + 4 > content.length()) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(content.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** A right JSON text without white space between its tokens. */
  public static String compact(String json) {
    StringBuilder out = null;
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (white(c)) {
        out = out == null ? new StringBuilder(json.length()) : out;
        out.append(json, from, i);
        from = i + 1;
      }
    }
    return out == null ? json : out.append(json, from, json.length()).toString();
  }

  /** A right JSON text, each member and element on a line of its own, indented by two spaces. */
  public static String indent(String json) {
    String text = compact(json);
    StringBuilder out = new StringBuilder(text.length() * 2);
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        out.append(c);
        if (c == '\\') {
          out.append(text.charAt(++i));
        } else if (c == '"') {
          quoted = false;
        }
        continue;
      }
      switch (c) {
        case '"' -> {
          quoted = true;
          out.append(c);
        }
        case '{', '[' -> {
          out.append(c);
          depth++;
          char next = text.charAt(i + 1);
          if (next == '}' || next == ']') {
            out.append(next);
            depth--;
            i++;
          } else {
            line(out, depth);
          }
        }
        case '}', ']' -> line(out, --depth).append(c);
        case ',' -> line(out.append(c), depth);
        case ':' -> out.append(": ");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static StringBuilder line(StringBuilder out, int depth) {
    return out.append('\n').append(INDENT.repeat(depth));
  }

  static boolean white(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
