package dev.creance.tuning.propose;

import java.util.List;
import java.util.stream.Collectors;

/** Writes exceptions as Falco reads them: a rule item that only appends. */
final class OverlayText {
  private OverlayText() {}

  /**
   * The text of an overlay file.
   *
   * @param evidence a line that says what was measured
   */
  static String of(
      String rule, String name, List<FieldTest> tests, Ownership ownership, String evidence) {
    StringBuilder text = new StringBuilder();
    comment(text, "author", ownership.author());
    comment(text, "date", ownership.date().toString());
    comment(text, "reason", ownership.reason());
    comment(text, "evidence", evidence);
    comment(text, "expires", ownership.expires().toString());
    text.append("- rule: ").append(quoted(rule)).append('\n');
    text.append("  exceptions:\n");
    text.append("    - name: ").append(name).append('\n');
    text.append("      fields: [").append(fields(tests)).append("]\n");
    text.append("      comps: [").append(list(tests, test -> test.operator().text())).append("]\n");
    text.append("      values:\n");
    text.append("        - [").append(list(tests, FieldTest::value)).append("]\n");
    text.append("  override:\n    exceptions: append\n");
    return text.toString();
  }

  private static void comment(StringBuilder text, String key, String value) {
    text.append("# creance: ").append(key).append('=').append(oneLine(value)).append('\n');
  }

  private static String oneLine(String value) {
    return value.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  /** Plain, but for arguments in brackets, which would end the list. */
  private static String fields(List<FieldTest> tests) {
    return tests.stream()
        .map(FieldTest::field)
        .map(field -> field.indexOf('[') < 0 ? field : quoted(field))
        .collect(Collectors.joining(", "));
  }

  private static String list(
      List<FieldTest> tests, java.util.function.Function<FieldTest, String> part) {
    return tests.stream().map(test -> quoted(part.apply(test))).collect(Collectors.joining(", "));
  }

  /** A YAML text in double quotes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
