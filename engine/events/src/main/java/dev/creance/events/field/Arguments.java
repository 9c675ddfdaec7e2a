package dev.creance.events.field;

import dev.creance.grammar.checked.FieldExpression.Access;

/** Arguments of fields in brackets. */
final class Arguments {
  private Arguments() {}

  /** The argument as a number; {@code none} when there is none or it isn't one. */
  static int index(Access access, int none) {
    String text = access.argument().orElse("");
    try {
      return text.isEmpty() ? none : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return none;
    }
  }

  static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether a plugin takes the argument as an index: digits without leading zeros. */
  static boolean pluginIndex(String text) {
    return digits(text) && (text.length() == 1 || text.charAt(0) != '0');
  }
}
