package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.Highlighter.Coloured;
import dev.creance.workbench.window.model.Highlighter.Run;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/**
 * Colours an editor's text and underlines its problems. Only the lines whose colours have changed
 * are touched, so that a key in a long file costs a line.
 */
final class Colouring {
  private final CodeArea area;
  private final Document document;
  private final RulesModel rules;
  private Coloured plain = Coloured.NOTHING;

  /** Whether {@link #plain} is of the text that stands here now. */
  private boolean fresh;

  private Coloured applied = Coloured.NOTHING;
  private Map<Integer, List<Mark>> appliedMarks = Map.of();

  /** A stretch of a line with its styles. */
  private record Stretch(int length, List<String> styles) {}

  /** A problem's part of a line. */
  private record Mark(int start, int end, String style) {}

  Colouring(CodeArea area, Document document, RulesModel rules) {
    this.area = area;
    this.document = document;
    this.rules = rules;
  }

  /** Asks for the colours of the text as it is now. */
  void refresh() {
    fresh = false;
    rules.colour(
        document,
        plain,
        coloured -> {
          if (coloured.lines().size() == area.getParagraphs().size()) {
            plain = coloured;
            fresh = true;
            apply();
          }
        });
  }

  /** Shows the problems as they are now; those of a text without colours yet come with these. */
  void apply() {
    if (!fresh) {
      return;
    }
    Map<Integer, List<Mark>> marks = marks();
    if (applied.lines().size() == plain.lines().size()) {
      styleChanged(marks);
    } else {
      styleBetween(marks);
    }
    applied = plain;
    appliedMarks = marks;
  }

  /** As many lines as before: those that differ are coloured, wherever they stand. */
  private void styleChanged(Map<Integer, List<Mark>> marks) {
    int count = plain.lines().size();
    int line = 0;
    while (line < count) {
      int from = line;
      while (line < count && !same(marks, line, line)) {
        line++;
      }
      style(marks, from, line);
      line++;
    }
  }

  /** More lines than before or fewer: all between the first that differs and the last. */
  private void styleBetween(Map<Integer, List<Mark>> marks) {
    int count = plain.lines().size();
    int before = applied.lines().size();
    int shorter = Math.min(count, before);
    int same = 0;
    while (same < shorter && same(marks, same, same)) {
      same++;
    }
    int end = 0;
    while (end < shorter - same && same(marks, count - 1 - end, before - 1 - end)) {
      end++;
    }
    style(marks, same, count - end);
  }

  /** Whether a line is coloured as another one was. */
  private boolean same(Map<Integer, List<Mark>> marks, int line, int before) {
    return plain.lengths()[line] == applied.lengths()[before]
        && plain.lines().get(line).equals(applied.lines().get(before))
        && Objects.equals(marks.get(line), appliedMarks.get(before));
  }

  private void style(Map<Integer, List<Mark>> marks, int from, int to) {
    if (from >= to) {
      return;
    }
    StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
    for (int line = from; line < to; line++) {
      List<Stretch> wanted =
          stretches(
              plain.lengths()[line], plain.lines().get(line), marks.getOrDefault(line, List.of()));
      for (Stretch stretch : wanted) {
        spans.add(stretch.styles, stretch.length);
      }
      if (line < to - 1) {
        spans.add(List.of(), 1);
      }
    }
    area.setStyleSpans(area.getAbsolutePosition(from, 0), spans.create());
  }

  /** The problems' parts of lines, by line. */
  private Map<Integer, List<Mark>> marks() {
    Map<Integer, List<Mark>> marks = new HashMap<>();
    int length = area.getLength();
    for (Problem problem : rules.problems()) {
      if (problem.file().equals(document.path()) && problem.end() <= length) {
        String style = problem.error() ? "problem-error" : "problem-warning";
        var start =
            area.offsetToPosition(
                problem.start(), org.fxmisc.richtext.model.TwoDimensional.Bias.Forward);
        var end =
            area.offsetToPosition(
                problem.end(), org.fxmisc.richtext.model.TwoDimensional.Bias.Backward);
        // A problem of a whole item is shown on its first line.
        int lineEnd =
            start.getMajor() == end.getMajor()
                ? end.getMinor()
                : area.getParagraphLength(start.getMajor());
        marks
            .computeIfAbsent(start.getMajor(), line -> new ArrayList<>())
            .add(new Mark(start.getMinor(), Math.max(lineEnd, start.getMinor() + 1), style));
      }
    }
    return marks;
  }

  private static List<Stretch> stretches(int length, List<Run> runs, List<Mark> marks) {
    if (marks.isEmpty()) {
      return unmarked(length, runs);
    }
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, length));
    runs.forEach(run -> {
      cuts.add(Math.min(run.start(), length));
      cuts.add(Math.min(run.end(), length));
    });
    marks.forEach(mark -> {
      cuts.add(Math.min(mark.start, length));
      cuts.add(Math.min(mark.end, length));
    });
    List<Stretch> stretches = new ArrayList<>();
    int from = -1;
    for (int cut : cuts) {
      if (from >= 0) {
        stretches.add(new Stretch(cut - from, styles(from, runs, marks)));
      }
      from = cut;
    }
    return stretches.isEmpty() ? List.of(new Stretch(0, List.of())) : stretches;
  }

  private static List<String> styles(int at, List<Run> runs, List<Mark> marks) {
    List<String> styles = new ArrayList<>();
    for (Run run : runs) {
      if (run.start() <= at && at < run.end()) {
        styles.add("code-" + run.style());
      }
    }
    for (Mark mark : marks) {
      if (mark.start <= at && at < mark.end) {
        styles.add(mark.style);
      }
    }
    return styles;
  }

  private static List<Stretch> unmarked(int length, List<Run> runs) {
    List<Stretch> stretches = new ArrayList<>();
    int at = 0;
    for (Run run : runs) {
      if (run.end() > length) {
        break;
      }
      if (run.start() > at) {
        stretches.add(new Stretch(run.start() - at, List.of()));
      }
      stretches.add(new Stretch(run.end() - run.start(), List.of("code-" + run.style())));
      at = run.end();
    }
    if (at < length || stretches.isEmpty()) {
      stretches.add(new Stretch(length - at, List.of()));
    }
    return stretches;
  }
}
