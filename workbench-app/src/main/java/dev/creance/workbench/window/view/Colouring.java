package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.Highlighter;
import dev.creance.workbench.window.model.Highlighter.Coloured;
import dev.creance.workbench.window.model.Highlighter.Edit;
import dev.creance.workbench.window.model.Highlighter.Recoloured;
import dev.creance.workbench.window.model.Highlighter.Run;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.PlainTextChange;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.fxmisc.richtext.model.TwoDimensional.Bias;

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

  /**
   * Colours what was typed, at once: so its line is made anew only once for a key.
   *
   * @param text all of it, after the change
   */
  @SuppressWarnings("ReferenceEquality") // whether the editor shows these colours, not equal ones
  void changed(String text, PlainTextChange change) {
    var start = area.offsetToPosition(change.getPosition(), Bias.Forward);
    int removed = lineEnds(change.getRemoved());
    int added = lineEnds(change.getInserted());
    Edit edit = new Edit(start.getMajor(), change.getPosition() - start.getMinor(), removed, added);
    Optional<Recoloured> now =
        fresh && applied == plain ? Highlighter.edited(plain, text, edit) : Optional.empty();
    if (now.isEmpty() || now.get().coloured().lines().size() != area.getParagraphs().size()) {
      refresh();
      return;
    }
    plain = now.get().coloured();
    appliedMarks =
        removed == 0 && added == 0
            ? pushed(start.getMajor(), start.getMinor(), change.getNetLength())
            : moved(start.getMajor(), removed, added - removed);
    style(appliedMarks, edit.line(), now.get().end());
    applied = plain;
  }

  private static int lineEnds(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  /** The marks after something was typed into a line. */
  private Map<Integer, List<Mark>> pushed(int line, int column, int by) {
    List<Mark> marks = appliedMarks.get(line);
    if (marks == null) {
      return appliedMarks;
    }
    Map<Integer, List<Mark>> pushed = new HashMap<>(appliedMarks);
    pushed.put(
        line,
        marks.stream()
            .map(mark ->
                new Mark(
                    mark.start > column ? Math.max(column, mark.start + by) : mark.start,
                    mark.end > column ? Math.max(column, mark.end + by) : mark.end,
                    mark.style))
            .toList());
    return pushed;
  }

  /** The marks after lines came or went behind a line; those of lines that went are gone. */
  private Map<Integer, List<Mark>> moved(int line, int removed, int by) {
    Map<Integer, List<Mark>> moved = new HashMap<>();
    appliedMarks.forEach((at, marks) -> {
      if (at < line) {
        moved.put(at, marks);
      } else if (at > line + removed) {
        moved.put(at + by, marks);
      }
    });
    return moved;
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
        && (marks.isEmpty() && appliedMarks.isEmpty()
            || Objects.equals(marks.get(line), appliedMarks.get(before)));
  }

  private void style(Map<Integer, List<Mark>> marks, int from, int to) {
    if (from >= to) {
      return;
    }
    int first = from;
    while (first < to && wanted(marks, first).equals(area.getParagraph(first).getStyleSpans())) {
      first++;
    }
    if (first == to) {
      return;
    }
    StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
    for (int line = first; line < to; line++) {
      spans.addAll(wanted(marks, line));
      if (line < to - 1) {
        spans.add(List.of(), 1);
      }
    }
    area.setStyleSpans(area.getAbsolutePosition(first, 0), spans.create());
  }

  /** How a line has to look. */
  private StyleSpans<Collection<String>> wanted(Map<Integer, List<Mark>> marks, int line) {
    StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
    List<Stretch> wanted =
        stretches(
            plain.lengths()[line], plain.lines().get(line), marks.getOrDefault(line, List.of()));
    for (Stretch stretch : wanted) {
      spans.add(stretch.styles, stretch.length);
    }
    return spans.create();
  }

  /** The problems' parts of lines, by line. */
  private Map<Integer, List<Mark>> marks() {
    Map<Integer, List<Mark>> marks = new HashMap<>();
    int length = area.getLength();
    for (Problem problem : rules.problems()) {
      if (problem.file().equals(document.path()) && problem.end() <= length) {
        String style = problem.error() ? "problem-error" : "problem-warning";
        var start = area.offsetToPosition(problem.start(), Bias.Forward);
        var end = area.offsetToPosition(problem.end(), Bias.Backward);
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
