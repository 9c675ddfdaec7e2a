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
  private List<List<Stretch>> applied = List.of();

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
    List<List<Stretch>> wanted = new ArrayList<>(count);
    for (int line = 0; line < count; line++) {
      wanted.add(stretches(area.getParagraphLength(line), plain.get(line), marks.get(line)));
    }
    int same = 0;
    int shorter = Math.min(count, applied.size());
    while (same < shorter && wanted.get(same).equals(applied.get(same))) {
      same++;
    }
    int end = 0;
    while (end < shorter - same
        && wanted.get(count - 1 - end).equals(applied.get(applied.size() - 1 - end))) {
      end++;
    }
    style(wanted, same, count - end);
    applied = wanted;
  }

  private void style(List<List<Stretch>> wanted, int from, int to) {
    if (from >= to) {
      return;
    }
    StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
    for (int line = from; line < to; line++) {
      for (Stretch stretch : wanted.get(line)) {
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
      marks.add(new ArrayList<>());
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
        marks
            .get(start.getMajor())
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
