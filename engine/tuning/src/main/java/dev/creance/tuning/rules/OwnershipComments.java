package dev.creance.tuning.rules;

import dev.creance.grammar.source.SourceFile;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the comments that say who answers for an exception, until when and why:
 *
 * <pre>{@code
 * # creance: author=Jane Doe
 * # creance: date=2026-11-24
 * # creance: reason=nightly backup
 * # creance: expires=2027-05-24
 * - rule: "Read sensitive file untrusted"
 *   exceptions:
 *     - name: normal_backup
 * }</pre>
 */
public final class OwnershipComments {
  private static final Pattern COMMENT =
      Pattern.compile("\\s*#\\s*creance:\\s*([a-z]+)\\s*=\\s*(.*?)\\s*");
  private static final Pattern RULE = Pattern.compile("-\\s*rule:\\s*(.*?)\\s*");
  private static final Pattern NAME = Pattern.compile("\\s+-\\s*name:\\s*(.*?)\\s*");

  private OwnershipComments() {}

  /** The owned exceptions of files, in order. */
  public static List<OwnedException> in(List<SourceFile> files) {
    List<OwnedException> found = new ArrayList<>();
    for (SourceFile file : files) {
      found.addAll(in(file));
    }
    return found;
  }

  private static List<OwnedException> in(SourceFile file) {
    List<OwnedException> found = new ArrayList<>();
    Map<String, String> said = new HashMap<>();
    for (int line = 1; line <= file.lineCount(); line++) {
      String text = file.lineText(line);
      Matcher comment = COMMENT.matcher(text);
      Matcher rule = RULE.matcher(text);
      if (comment.matches()) {
        said.put(comment.group(1), comment.group(2));
      } else if (rule.matches()) {
        if (!said.isEmpty()) {
          found.add(owned(file, line, unquoted(rule.group(1)), said));
          said.clear();
        }
      } else if (!text.isBlank() && !text.strip().startsWith("#") && !text.startsWith(" ")) {
        said.clear();
      }
    }
    return found;
  }

  private static OwnedException owned(
      SourceFile file, int line, String rule, Map<String, String> said) {
    String name = "";
    for (int at = line + 1; at <= file.lineCount() && !file.lineText(at).startsWith("-"); at++) {
      Matcher matcher = NAME.matcher(file.lineText(at));
      if (matcher.matches()) {
        name = unquoted(matcher.group(1));
        break;
      }
    }
    return new OwnedException(
        file.name(),
        line,
        rule,
        name,
        said.getOrDefault("author", ""),
        said.getOrDefault("reason", ""),
        said.getOrDefault("evidence", ""),
        day(said.getOrDefault("date", "")),
        day(said.getOrDefault("expires", "")));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      // No day is no expiry; the text is a comment that people write.
      return Optional.empty();
    }
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() >= 2
            && (text.startsWith("\"") && text.endsWith("\"")
                || text.startsWith("'") && text.endsWith("'"));
    return quoted ? text.substring(1, text.length() - 1).replace("\\\"", "\"") : text;
  }
}
