package dev.creance.workbench.report;

import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a replay adds up to: for each rule that fired how often, how often an hour, when first and
 * last, and in how many processes.
 */
public final class HitTable {
  private static final double NANOS_PER_HOUR = 3600e9;

  private final Map<String, Row> rows = new HashMap<>();
  private long hits;

  /**
   * Counts a hit.
   *
   * @param timestamp in nanoseconds since the epoch
   * @param process what tells processes apart, within all captures
   */
  public void hit(String rule, String priority, long timestamp, ProcessKey process) {
    Row row = rows.get(rule);
    if (row == null) {
      row = new Row(rule, priority, timestamp);
      rows.put(rule, row);
    }
    hits++;
    row.hits++;
    row.first = Math.min(row.first, timestamp);
    row.last = Math.max(row.last, timestamp);
    row.processes.add(process);
  }

  /** All hits of all rules. */
  public long hits() {
    return hits;
  }

  /** The rules that fired. */
  public int rules() {
    return rows.size();
  }

  /**
   * The table, rules with most hits first.
   *
   * @param exposureNanos how much recorded time the hits come from
   */
  public List<String> lines(long exposureNanos, Ink ink) {
    List<Row> sorted = new ArrayList<>(rows.values());
    sorted.sort(Comparator.comparingLong((Row row) -> -row.hits).thenComparing(row -> row.rule));
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.left("priority"),
                TextTable.right("hits"),
                TextTable.right("per hour"),
                TextTable.left("first (UTC)"),
                TextTable.left("last"),
                TextTable.right("processes")));
    for (Row row : sorted) {
      String first = Quantities.moment(row.first);
      String last = Quantities.moment(row.last);
      String day = first.substring(0, 11);
      table.row(
          row.rule,
          ink.in(Priorities.style(row.priority), row.priority),
          Quantities.grouped(row.hits),
          exposureNanos > 0 ? Quantities.rate(row.hits * NANOS_PER_HOUR / exposureNanos) : "–",
          first,
          last.startsWith(day) ? last.substring(11) : last,
          Quantities.grouped(row.processes.size()));
    }
    return table.lines(ink);
  }

  /**
   * A process of a capture.
   *
   * @param capture which of the captures, from 0
   */
  public record ProcessKey(int capture, long pid) {}

  private static final class Row {
    final String rule;
    final String priority;
    final Set<ProcessKey> processes = new HashSet<>();
    long hits;
    long first;
    long last;

    Row(String rule, String priority, long timestamp) {
      this.rule = rule;
      this.priority = priority;
      this.first = timestamp;
      this.last = timestamp;
    }
  }
}
