package dev.creance.workbench.report;

import dev.creance.catalogue.Comparison;
import dev.creance.catalogue.Comparison.Change;
import dev.creance.catalogue.RunSummary;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A run beside an earlier one.
 *
 * @param earlier the earlier run
 * @param sameFiles whether the rule files are the same, byte by byte
 * @param partly whether some corpora are left out, on which the earlier run did not measure
 * @param comparison rule by rule, on the corpora of both
 */
public record Compared(
    RunSummary earlier, boolean sameFiles, boolean partly, Comparison comparison) {

  /** What changed; nothing when nothing did. */
  public List<String> lines(Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.right("before"),
                TextTable.right("now"),
                TextTable.right("change"),
                TextTable.left("why")));
    for (Change change : comparison.changed()) {
      long difference = change.difference();
      table.row(
          change.rule(),
          hits(change.before()),
          hits(change.after()),
          ink.in(
              difference > 0 ? Style.RED : Style.GREEN,
              difference == 0 ? "0" : (difference > 0 ? "+" : "−") + grouped(difference)),
          why(change));
    }
    return table.isEmpty() ? List.of() : table.lines(ink);
  }

  private static String grouped(long difference) {
    return Quantities.grouped(Math.abs(difference));
  }

  private static String hits(OptionalLong hits) {
    return hits.isEmpty() ? "–" : Quantities.grouped(hits.getAsLong());
  }

  private static String why(Change change) {
    if (change.before().isEmpty()) {
      return "new rule";
    }
    if (change.after().isEmpty()) {
      return "not measured now";
    }
    return change.meaningChanged() ? "condition changed" : "";
  }

  /** One line: with what it was compared, and what came of it. */
  public String summary(Instant now) {
    List<String> parts = new ArrayList<>();
    List<Change> changed = comparison.changed();
    add(parts, changed.stream().filter(Change::meaningChanged).count(), "with another condition");
    add(parts, changed.stream().filter(change -> change.before().isEmpty()).count(), "new");
    add(parts, changed.stream().filter(change -> change.after().isEmpty()).count(), "gone");
    long same = comparison.rules().size() - changed.size();
    add(parts, same, "unchanged");
    return "compared with run "
        + earlier.id()
        + " of "
        + Quantities.moment(earlier.started().toEpochMilli() * 1_000_000).substring(0, 16)
        + " UTC ("
        + age(Duration.between(earlier.started(), now))
        + " ago, "
        + (sameFiles ? "same rule files" : "other rule files")
        + "): "
        + String.join(", ", parts)
        + (partly ? "; corpora that it did not measure are left out" : "");
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(Quantities.count(count, "rule", "rules") + " " + what);
    }
  }

  private static String age(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + " days";
    }
    return Quantities.seconds(Math.max(0, age.toMillis() / 1e3));
  }
}
