package dev.creance.grammar.checked;

import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.util.ArrayList;
import java.util.List;

/** What Falco suspects of a constant: that it is a field or transformer, or a needless regex. */
final class ConstantWarnings {
  private static final String SPECIAL = ".+*?^$()[]{}|\\";
  private static final List<String> TRANSFORMERS =
      List.of("val", "tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt");

  private ConstantWarnings() {}

  static List<String> of(String text, Operator operator, FieldResolver fields, String source) {
    List<String> warnings = new ArrayList<>();
    if (operator == Operator.REGEX && !needsRegex(text)) {
      warnings.add(
          "regex check with '"
              + text
              + "' may be optimized with simpler operators such as"
              + " '=', 'contains', 'startswith', 'endswith'");
    }
    if (text.indexOf('.') < 0 && text.indexOf('(') < 0) {
      return warnings;
    }
    String word = withoutBlanks(text);
    if (word.indexOf('.') > 0) {
      switch (fields.resolve(word, source)) {
        case FieldResolver.Resolution.Found _ ->
            warnings.add("'" + text + "' may be a valid field misused as a const string value");
        case FieldResolver.Resolution.Missing missing -> {
          // Falco looks no further when a field's name parses but its argument doesn't.
          if (!missing.message().startsWith("filter_check called with nonexistent field")) {
            return warnings;
          }
        }
      }
    }
    for (String transformer : TRANSFORMERS) {
      if (word.endsWith(")") && word.startsWith(transformer + "(")) {
        warnings.add(
            "'" + text + "' may be a valid field transformer misused as a const string value");
      }
    }
    return warnings;
  }

  /** Whether anything but what simple operators can do is in a pattern. */
  private static boolean needsRegex(String pattern) {
    int length = pattern.length();
    for (int i = 0; i < length; i++) {
      char c = pattern.charAt(i);
      if ((i == 0 && c == '^') || (i == length - 1 && c == '$')) {
        continue;
      }
      boolean edge = (i == 0 && length > 1) || i == length - 2;
      if (edge && c == '.' && "+*?".indexOf(pattern.charAt(i + 1)) >= 0) {
        i++;
        continue;
      }
      if (SPECIAL.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static String withoutBlanks(String text) {
    StringBuilder word = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && (c < '\t' || c > '\r')) {
        word.append(c);
      }
    }
    return word.toString();
  }
}
