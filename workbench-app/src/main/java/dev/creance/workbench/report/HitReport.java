package dev.creance.workbench.report;

import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import java.util.ArrayList;
import java.util.List;

/** What is said after a replay: the table of hits and one line that sums it up. */
public final class HitReport {
  private HitReport() {}

  /**
   * The lines of the report.
   *
   * @param run what is said of the run itself
   */
  public static List<String> lines(
      Ruleset rules, HitTable table, long recordedNanos, String run, Ink ink) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (table.hits() > 0) {
      lines.addAll(table.lines(recordedNanos, ink));
      lines.add("");
    }
    long enabled = rules.rules().stream().filter(Rule::enabled).count();
    lines.add(
        Quantities.count(table.hits(), "hit", "hits")
            + " of "
            + Quantities.grouped(table.rules())
            + " of "
            + Quantities.count(enabled, "rule", "rules")
            + "; "
            + run);
    return lines;
  }
}
