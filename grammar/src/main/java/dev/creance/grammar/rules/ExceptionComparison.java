package dev.creance.grammar.rules;

import java.util.List;
import java.util.Set;

/** The operators that exceptions may use, as texts. */
final class ExceptionComparison {
  static final List<String> OPERATORS =
      List.of(
          "exists",
          "<=",
          "<",
          ">=",
          ">",
          "==",
          "=",
          "!=",
          "glob",
          "iglob",
          "contains",
          "icontains",
          "bcontains",
          "startswith",
          "bstartswith",
          "endswith",
          "regex",
          "intersects",
          "in",
          "pmatch");
  private static final Set<String> MODIFIABLE =
      Set.of(
          "==",
          "=",
          "!=",
          "glob",
          "iglob",
          "contains",
          "icontains",
          "bcontains",
          "startswith",
          "bstartswith",
          "endswith",
          "regex");
  private static final Set<String> LISTS = Set.of("intersects", "in", "pmatch");
  private static final Set<String> MODIFIERS = Set.of("oneof", "anyof", "allof");

  private ExceptionComparison() {}

  /** Without the blanks around it. */
  static String normal(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && " \t\r\n".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && " \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  static boolean allowed(String text) {
    return OPERATORS.contains(normal(text)) || modified(normal(text));
  }

  /** For an exception with a single field. */
  static boolean scalarAllowed(String text) {
    return LISTS.contains(normal(text)) || modified(normal(text));
  }

  /** Whether its right side is a list. */
  static boolean takesList(String text) {
    return LISTS.contains(normal(text)) || modified(normal(text));
  }

  private static boolean modified(String text) {
    int blank = text.indexOf(' ');
    return blank > 0
        && MODIFIABLE.contains(text.substring(0, blank))
        && MODIFIERS.contains(text.substring(blank + 1));
  }
}
