package dev.creance.events.field;

import dev.creance.grammar.vocabulary.Parameter;
import dev.creance.grammar.vocabulary.Parameter.FlagName;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a parameter's flags, enumeration or file mode; texts are remembered by value. */
final class FlagText {
  private static final int KEPT = 4096;

  private final List<FlagName> names;
  private final ValueType type;
  private final Map<Integer, String> texts = new HashMap<>();
  private int last;
  private String lastText;

  FlagText(Parameter parameter, ValueType type) {
    this.names = parameter.flags();
    this.type = type;
    this.lastText = build(0);
  }

  /** Names joined by {@code |}; empty when none applies. */
  String of(int value) {
    if (value == last) {
      return lastText;
    }
    String text = texts.get(value);
    if (text == null) {
      text = build(value);
      if (texts.size() < KEPT) {
        texts.put(value, text);
      }
    }
    last = value;
    lastText = text;
    return text;
  }

  private String build(int value) {
    return switch (type) {
      case ENUMFLAGS8, ENUMFLAGS16, ENUMFLAGS32 -> enumeration(value);
      case MODE -> mode(value);
      default -> flags(value);
    };
  }

  /** All names of the value: aliases too. */
  private String enumeration(int value) {
    StringBuilder out = new StringBuilder();
    for (FlagName name : names) {
      if ((int) name.value() == value) {
        append(out, name);
      }
    }
    return out.toString();
  }

  /** Each name takes its bits away; one that is the whole value ends the search. */
  private String flags(int value) {
    StringBuilder out = new StringBuilder();
    int left = value;
    for (FlagName name : names) {
      int bits = (int) name.value();
      if (matches(bits, left, value)) {
        append(out, name);
        left &= ~bits;
        if (bits == value) {
          break;
        }
      }
    }
    return out.toString();
  }

  /** Like flags, but the name of the whole value is appended whether or not its bits are left. */
  private String mode(int value) {
    StringBuilder out = new StringBuilder();
    int left = value;
    for (FlagName name : names) {
      int bits = (int) name.value();
      if (bits == value) {
        append(out, name);
        break;
      }
      if (matches(bits, left, value)) {
        append(out, name);
        left &= ~bits;
      }
    }
    return out.toString();
  }

  private static boolean matches(int bits, int left, int value) {
    return bits == 0 ? value == 0 : (left & bits) == bits && left != 0;
  }

  private static void append(StringBuilder out, FlagName name) {
    if (!out.isEmpty()) {
      out.append('|');
    }
    out.append(name.name());
  }
}
