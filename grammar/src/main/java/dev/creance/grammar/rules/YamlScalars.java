package dev.creance.grammar.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Scalars as yaml-cpp converts them. */
final class YamlScalars {
  private YamlScalars() {}

  /** {@code y yes true on} and their opposites in lower, UPPER or Capitalised form. */
  static Optional<Boolean> bool(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean flexible =
        text.equals(lower)
            || text.equals(text.toUpperCase(Locale.ROOT))
            || (Character.isUpperCase(text.charAt(0))
                && text.substring(1).equals(lower.substring(1)));
    if (!flexible) {
      return Optional.empty();
    }
    return switch (lower) {
      case "y", "yes", "true", "on" -> Optional.of(true);
      case "n", "no", "false", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * An unsigned 32-bit number in C notation (decimal, {@code 0x…}, octal with a leading zero),
   * blanks allowed behind it.
   */
  static OptionalInt unsigned(String text) {
    String digits = text.stripTrailing();
    if (digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      radix = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.charAt(0) == '0') {
      radix = 8;
      digits = digits.substring(1);
    }
    if (digits.isEmpty() || digits.length() > 32) {
      return OptionalInt.empty();
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return OptionalInt.empty();
      }
      value = value * radix + digit;
      if (value > 0xFFFF_FFFFL) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of((int) value);
  }
}
