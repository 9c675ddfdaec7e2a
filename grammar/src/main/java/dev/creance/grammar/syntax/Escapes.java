package dev.creance.grammar.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Escaping in quoted strings, for example {@code "a\tb\x00"}.
 *
 * <p>Known sequences: {@code \b \f \n \r \t \\ \/}, the string's own delimiter, and {@code \xHH}. A
 * backslash before a blank stands for a backslash alone: the blank is lost.
 */
public final class Escapes {
  /** A quoted string with a sequence that means nothing. */
  public static final class EscapeException extends Exception {
    private static final long serialVersionUID = 1;

    private final String message;

    EscapeException(String message) {
      super(message, null, false, false);
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }

  private Escapes() {}

  /** The value of a quoted string; {@code quoted} includes both delimiters. */
  public static String unescape(String quoted) throws EscapeException {
    int end = quoted.length() - 1;
    int escape = quoted.indexOf('\\');
    if (escape < 0) {
      return quoted.substring(1, end);
    }
    StringBuilder value = new StringBuilder(end).append(quoted, 1, escape);
    for (int i = escape; i < end; i++) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        value.append(c);
      } else if (++i < end) {
        value.append(escaped(quoted, i));
        if (quoted.charAt(i) == 'x') {
          i += 2;
        }
      }
    }
    return value.toString();
  }

  private static char escaped(String quoted, int at) throws EscapeException {
    char c = quoted.charAt(at);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case ' ', '\\' -> '\\';
      case '/' -> '/';
      case '"', '\'' -> {
        if (quoted.charAt(0) != c) {
          throw new EscapeException(
              "invalid \\" + c + " escape in " + quoted.charAt(0) + "-quoted string");
        }
        yield c;
      }
      case 'x' -> hex(quoted, at + 1);
      default -> throw new EscapeException("unsupported string escape sequence: \\" + c);
    };
  }

  private static char hex(String quoted, int at) throws EscapeException {
    if (at + 2 > quoted.length() - 1) {
      throw new EscapeException("truncated hex char escape sequence");
    }
    int high = hexDigit(quoted.charAt(at));
    int low = hexDigit(quoted.charAt(at + 1));
    if (high < 0 || low < 0) {
      throw new EscapeException(
          "invalid hex char escape sequence: " + quoted.substring(at, at + 2));
    }
    return (char) (high << 4 | low);
  }

  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /**
   * As Falco prints a value: in double quotes when it has a blank, an equals sign, a quote, a
   * backslash, a control character of those above or a NUL. The result is meant for people; it does
   * not always read back as the same value. See {@link #quote}.
   */
  public static String escape(String value) {
    StringBuilder out = new StringBuilder(value.length() + 8).append('"');
    boolean needed = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      String sequence = sequence(c);
      if (sequence != null) {
        out.append(sequence);
        needed = true;
      } else {
        out.append(c);
        needed |= c == ' ' || c == '=' || c == '\'' || c == '\0';
      }
    }
    return needed ? out.append('"').toString() : value;
  }

  /** A quoted string that reads back as {@code value}, whatever is in it. */
  public static String quote(String value) {
    StringBuilder out = new StringBuilder(value.length() + 8).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      String sequence = sequence(c);
      if (c == '\0') {
        out.append("\\x00");
      } else if (c == '\\' && i == value.length() - 1) {
        // A delimiter behind a backslash does not close the string, even if that is escaped itself.
        out.append("\\x5c");
      } else if (sequence != null) {
        out.append(sequence);
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static @Nullable String sequence(char c) {
    return switch (c) {
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      case '"' -> "\\\"";
      default -> null;
    };
  }
}
