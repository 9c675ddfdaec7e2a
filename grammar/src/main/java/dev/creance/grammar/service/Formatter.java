package dev.creance.grammar.service;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.yaml.YamlException;
import dev.creance.grammar.yaml.YamlNode;
import dev.creance.grammar.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Tidies a rule file without changing what it says: no blanks at the ends of lines, one empty line
 * between items at most two, a line break at the end. Lines of block scalars are left alone where
 * their blanks count.
 */
public final class Formatter {
  private Formatter() {}

  /** The edits that tidy a file; none when it is no YAML, or when they would change its meaning. */
  public static List<TextEdit> format(SourceFile file) {
    List<TextEdit> edits = new ArrayList<>();
    int blank = 0;
    for (int line = 1; line <= file.lineCount(); line++) {
      String text = file.lineText(line);
      int start = file.lineStart(line);
      boolean last = line == file.lineCount();
      if (text.isBlank()) {
        blank++;
        if (blank > 1 && !last) {
          edits.add(new TextEdit(file, new Span(start, file.lineStart(line + 1)), ""));
        } else if (!text.isEmpty()) {
          edits.add(new TextEdit(file, new Span(start, start + text.length()), ""));
        }
        continue;
      }
      blank = 0;
      int end = text.stripTrailing().length();
      if (end < text.length()) {
        edits.add(new TextEdit(file, new Span(start + end, start + text.length()), ""));
      }
      if (last) {
        int after = start + text.length();
        edits.add(new TextEdit(file, new Span(after, after), "\n"));
      }
    }
    return same(file.text(), TextEdit.apply(file, edits)) ? edits : List.of();
  }

  private static boolean same(String before, String after) {
    List<YamlException> failures = new ArrayList<>();
    List<YamlNode> one = YamlReader.read(before, failures);
    List<YamlNode> other = YamlReader.read(after, failures);
    return failures.isEmpty() && same(one, other, 0);
  }

  private static boolean same(List<YamlNode> one, List<YamlNode> other, int depth) {
    if (one.size() != other.size() || depth > 64) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i), depth)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(YamlNode one, YamlNode other, int depth) {
    return switch (one) {
      case YamlNode.Null _ -> other instanceof YamlNode.Null;
      case YamlNode.Scalar scalar ->
          other instanceof YamlNode.Scalar that && scalar.text().equals(that.text());
      case YamlNode.Sequence sequence ->
          other instanceof YamlNode.Sequence that
              && same(sequence.items(), that.items(), depth + 1);
      case YamlNode.Mapping mapping ->
          other instanceof YamlNode.Mapping that && same(flat(mapping), flat(that), depth + 1);
    };
  }

  private static List<YamlNode> flat(YamlNode.Mapping mapping) {
    List<YamlNode> nodes = new ArrayList<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      nodes.add(entry.key());
      nodes.add(entry.value());
    }
    return nodes;
  }
}
