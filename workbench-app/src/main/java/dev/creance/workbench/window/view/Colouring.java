package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.Highlighter.Run;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
  private List<List<Run>> plain = List.of();
  private List<List<Run>> appliedRuns = List.of();
  private List<List<Mark>> appliedMarks = List.of();
  private int[] appliedLengths = {};

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
    rules.colour(
        document,
        lines -> {
          if (lines.size() == area.getParagraphs().size()) {
            plain = lines;
            apply();
          }
        });
  }

  /** Shows the problems as they are now. */
  void apply() {
    int count = area.getParagraphs().size();
    if (plain.size() != count) {
      return;
    }
    List<List<Mark>> marks = marks(count);
    int same = 0;
    int shorter = Math.min(count, appliedRuns.size());
    while (same < shorter && same(marks, same, same)) {
      same++;
    }
    int end = 0;
    while (end < shorter - same && same(marks, count - 1 - end, appliedRuns.size() - 1 - end)) {
      end++;
    }
    style(marks, same, count - end);
    appliedRuns = plain;
    appliedMarks = marks;
    appliedLengths = lengths(count);
  }

  /** Whether a line is coloured as another one was. */
  private boolean same(List<List<Mark>> marks, int line, int before) {
    return area.getParagraphLength(line) == appliedLengths[before]
        && plain.get(line).equals(appliedRuns.get(before))
        && marks.get(line).equals(appliedMarks.get(before));
  }

  private int[] lengths(int count) {
    int[] lengths = new int[count];
    for (int line = 0; line < count; line++) {
      lengths[line] = area.getParagraphLength(line);
    }
    return lengths;
  }

  private void style(List<List<Mark>> marks, int from, int to) {
    if (from >= to) {
      return;
    }
    StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
    for (int line = from; line < to; line++) {
      List<Stretch> wanted =
          stretches(area.getParagraphLength(line), plain.get(line), marks.get(line));
      for (Stretch stretch : wanted) {
        spans.add(stretch.styles, stretch.length);
      }
      if (line < to - 1) {
        spans.add(List.of(), 1);
      }
    }
    area.setStyleSpans(area.getAbsolutePosition(from, 0), spans.create());
  }

  private List<List<Mark>> marks(int count) {
    List<List<Mark>> marks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      marks.add(List.of());
    }
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
        List<Mark> line = new ArrayList<>(marks.get(start.getMajor()));
        line.add(new Mark(start.getMinor(), Math.max(lineEnd, start.getMinor() + 1), style));
        marks.set(start.getMajor(), line);
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
