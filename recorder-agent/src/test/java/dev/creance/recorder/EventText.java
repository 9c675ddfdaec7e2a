package dev.creance.recorder;

import dev.creance.events.Event;
import dev.creance.grammar.vocabulary.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * An event's parameters as plain text, by the bytes alone and by nothing of the machine's state:
 * what tests of the kernel side compare with.
 */
final class EventText {
  private EventText() {}

  /** Name → value, in the schema's order. */
  static Map<String, String> of(Event event) {
    Map<String, String> values = new LinkedHashMap<>();
    List<Parameter> parameters = event.type().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      values.put(parameters.get(i).name(), value(event, i, parameters.get(i)));
    }
    return values;
  }

  private static String value(Event event, int i, Parameter parameter) {
    if (event.length(i) < 0) {
      return "missing";
    }
    if (event.length(i) == 0) {
      return "empty";
    }
    return switch (parameter.type()) {
      case CHARBUF, FSPATH, FSRELPATH -> event.text(i);
      case BYTEBUF -> printable(event.raw(i).replace('\0', '|'));
      case SOCKADDR -> address(event.raw(i), 0);
      case SOCKTUPLE -> tuple(event.raw(i));
      case FLAGS32, FLAGS16, FLAGS8, ENUMFLAGS32, ENUMFLAGS16, ENUMFLAGS8, MODE ->
          names(number(event.raw(i), false), parameter);
      case UID, GID, UINT8, UINT16, UINT32, UINT64, BOOL, SIGSET, SIGTYPE ->
          Long.toUnsignedString(number(event.raw(i), false));
      case DYN -> event.raw(i).charAt(0) + 0 + ":" + number(event.raw(i).substring(1), true);
      case FDLIST -> hex(event.raw(i));
      default -> Long.toString(number(event.raw(i), true));
    };
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.chars().forEach(c -> printable.append(c < ' ' || c > '~' ? '.' : (char) c));
    return printable.toString();
  }

  private static long number(String bytes, boolean signed) {
    long value = 0;
    for (int i = bytes.length() - 1; i >= 0; i--) {
      value = value << 8 | bytes.charAt(i);
    }
    int unused = 64 - 8 * Math.min(8, bytes.length());
    return signed ? value << unused >> unused : value;
  }

  /** The names of the bits that are set, or of the value. */
  private static String names(long value, Parameter parameter) {
    if (parameter.flags().isEmpty()) {
      return Long.toString(value);
    }
    StringJoiner names = new StringJoiner("|");
    long left = value;
    for (Parameter.FlagName flag : parameter.flags()) {
      boolean whole = parameter.type().name().startsWith("ENUM");
      if (whole
          ? flag.value() == value
          : flag.value() != 0 && (left & flag.value()) == flag.value()) {
        names.add(flag.name());
        left &= ~flag.value();
      }
    }
    return names.length() == 0 ? Long.toString(value) : names.toString();
  }

  private static String address(String bytes, int start) {
    return switch (bytes.charAt(start)) {
      case 1 -> "unix:" + untilNul(bytes.substring(start + 1));
      case 2 -> ip(bytes.substring(start + 1, start + 5)) + ":" + port(bytes, start + 5);
      case 10 -> "[" + ip(bytes.substring(start + 1, start + 17)) + "]:" + port(bytes, start + 17);
      default -> "family " + (int) bytes.charAt(start);
    };
  }

  private static String tuple(String bytes) {
    return switch (bytes.charAt(0)) {
      case 1 ->
          "unix:"
              + (number(bytes.substring(1, 9), false) == 0 ? "0" : "*")
              + "->"
              + (number(bytes.substring(9, 17), false) == 0 ? "0" : "*")
              + " "
              + untilNul(bytes.substring(17));
      case 2 ->
          ip(bytes.substring(1, 5))
              + ":"
              + port(bytes, 5)
              + "->"
              + ip(bytes.substring(7, 11))
              + ":"
              + port(bytes, 11);
      case 10 ->
          "["
              + ip(bytes.substring(1, 17))
              + "]:"
              + port(bytes, 17)
              + "->["
              + ip(bytes.substring(19, 35))
              + "]:"
              + port(bytes, 35);
      default -> hex(bytes);
    };
  }

  private static int port(String bytes, int at) {
    return bytes.charAt(at) | bytes.charAt(at + 1) << 8;
  }

  private static String ip(String bytes) {
    StringJoiner text = new StringJoiner(bytes.length() == 4 ? "." : ":");
    if (bytes.length() == 4) {
      bytes.chars().forEach(c -> text.add(Integer.toString(c)));
    } else {
      for (int i = 0; i < 16; i += 2) {
        text.add(Integer.toHexString(bytes.charAt(i) << 8 | bytes.charAt(i + 1)));
      }
    }
    return text.toString();
  }

  private static String untilNul(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text + " (no NUL)" : text.substring(0, nul);
  }

  private static String hex(String bytes) {
    StringBuilder hex = new StringBuilder();
    bytes.chars().forEach(c -> hex.append(String.format("%02x", c)));
    return hex.toString();
  }
}
