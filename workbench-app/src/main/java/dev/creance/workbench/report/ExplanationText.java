package dev.creance.workbench.report;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.Rule;
import dev.creance.match.explain.Explanation;
import dev.creance.match.explain.Explanation.Reason;
import dev.creance.match.explain.Part;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An explanation as a tree: each part of a condition with its truth, its values and its place.
 *
 * <pre>
 * ✓ and                                        rules.yaml:12
 * ├─ ✓ macro spawned_process                   rules.yaml:3
 * │  └─ ✓ evt.type in (execve, execveat)       rules.yaml:4   evt.type is execve
 * └─ ✗ proc.name = bash                        rules.yaml:13  proc.name is sh
 * </pre>
 */
public final class ExplanationText {
  private static final int LONGEST_VALUE = 120;
  private static final int LONGEST_CHECK = 100;
  private static final int FEW = 3;

  private final Ink ink;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String tree, boolean holds, String text, String place, String values) {}

  public ExplanationText(Ink ink) {
    this.ink = ink;
  }

  /** The lines of an explanation, without line breaks. */
  public List<String> lines(Explanation explanation, EventScope scope) {
    rows.clear();
    List<String> lines = new ArrayList<>();
    Rule rule = explanation.rule();
    lines.add(
        ink.in(Style.BOLD, rule.name())
            + " on event "
            + scope.event.number()
            + " ("
            + scope.event.type().name()
            + ", "
            + Quantities.moment(scope.event.timestamp())
            + " UTC): "
            + verdict(explanation.reason()));
    lines.add("");
    part(explanation.condition(), "", "");
    int width = 0;
    int places = 0;
    for (Row row : rows) {
      width = Math.max(width, Math.min(80, row.tree.length() + row.text.length() + 2));
      places = Math.max(places, row.place.length());
    }
    for (Row row : rows) {
      lines.add(line(row, width, places));
    }
    return lines;
  }

  private String line(Row row, int width, int places) {
    int used = row.tree.length() + row.text.length() + 2;
    String mark = row.holds ? ink.in(Style.GREEN, "✓") : ink.in(Style.RED, "✗");
    return (row.tree
            + mark
            + " "
            + row.text
            + " ".repeat(Math.max(1, width - used + 2))
            + ink.in(Style.DIM, row.place)
            + (row.values.isEmpty()
                ? ""
                : " ".repeat(places - row.place.length() + 2) + ink.in(Style.CYAN, row.values)))
        .stripTrailing();
  }

  private String verdict(Reason reason) {
    return switch (reason) {
      case Reason.Fired _ -> ink.in(Style.GREEN, "it fires");
      case Reason.Disabled _ -> no("the rule is switched off");
      case Reason.OtherSource other ->
          no("the event comes from another source, '" + other.eventSource() + "'");
      case Reason.OtherEventType other ->
          no("its condition is never asked about events of type " + other.eventType());
      case Reason.Excepted excepted ->
          no(
              excepted.tuples().stream()
                  .map(tuple ->
                      "exception '"
                          + tuple.exception()
                          + "'"
                          + (tuple.index() < 0 ? "" : ", tuple " + (tuple.index() + 1))
                          + " ("
                          + place(tuple.origin())
                          + ")")
                  .collect(Collectors.joining(" and ", "kept back by ", "")));
      case Reason.Preceded preceded ->
          no(
              "its condition is true, but rule '"
                  + preceded.by().name()
                  + "' ("
                  + place(preceded.by().place().name())
                  + ") comes before it and only the first one may fire");
      case Reason.NotMet _ -> no("its condition is false");
    };
  }

  private String no(String why) {
    return ink.in(Style.RED, "it does not fire") + ": " + why;
  }

  private void part(Part part, String tree, String below) {
    String place = place(part.origin());
    switch (part) {
      case Part.All all -> {
        rows.add(new Row(tree, all.holds(), "and", place, ""));
        children(all.parts(), below);
      }
      case Part.Any any -> {
        rows.add(new Row(tree, any.holds(), "or", place, ""));
        children(any.parts(), below);
      }
      case Part.Not not -> {
        rows.add(new Row(tree, not.holds(), "not", place, ""));
        children(List.of(not.part()), below);
      }
      case Part.Named named -> {
        String text =
            switch (named.kind()) {
              case MACRO -> "macro " + named.name();
              case EXCEPTION -> "exception " + named.name();
              case EXCEPTION_TUPLE -> "tuple " + (Integer.parseInt(named.name()) + 1);
            };
        rows.add(new Row(tree, named.holds(), text, place, ""));
        children(List.of(named.body()), below);
      }
      case Part.Check check ->
          rows.add(new Row(tree, check.holds(), comparison(check.text()), place, values(check)));
    }
  }

  private void children(List<Part> parts, String below) {
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      part(parts.get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
    }
  }

  private static String values(Part.Check check) {
    return check.values().stream()
        .map(value ->
            value.expression()
                + value.text().map(text -> " is " + shortened(text)).orElse(" has no value"))
        .collect(Collectors.joining(", "));
  }

  /** A long list is cut; how much of it, is said. The place tells where all of it stands. */
  private static String comparison(String text) {
    String shown = ShownText.of(text);
    if (shown.length() <= LONGEST_CHECK) {
      return shown;
    }
    int end = shown.lastIndexOf(", ", LONGEST_CHECK);
    if (end <= shown.indexOf('(')) {
      return shown.substring(0, LONGEST_CHECK) + "…";
    }
    long more = shown.substring(end + 1).chars().filter(c -> c == ',').count() + 1;
    return more < FEW ? shown : shown.substring(0, end) + ", … " + more + " more)";
  }

  private static String shortened(String text) {
    String readable = ShownText.of(text);
    if (readable.isEmpty()) {
      return "empty";
    }
    return readable.length() > LONGEST_VALUE
        ? readable.substring(0, LONGEST_VALUE) + "…"
        : readable;
  }

  /** The file by its own name, and the line. */
  private static String place(Origin origin) {
    String file = origin.place();
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
