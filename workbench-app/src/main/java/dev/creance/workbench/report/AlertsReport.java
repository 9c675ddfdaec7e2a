package dev.creance.workbench.report;

import dev.creance.catalogue.AlertSums;
import dev.creance.catalogue.AlertSums.OfRule;
import dev.creance.release.bundle.MeasureReport.RuleMeasure;
import dev.creance.rollout.gate.Foretold;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.TextTable;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * The alerts of production, rule by rule, beside what a release foretold and what the last
 * measurement in the workspace counted.
 *
 * @param nodeHours that the alerts are of; 0 when that is unknown
 * @param release its measures; null without one
 * @param replay null when nothing was measured
 */
public record AlertsReport(
    AlertSums alerts,
    double nodeHours,
    dev.creance.release.bundle.@Nullable MeasureReport release,
    @Nullable Replay replay) {
  private static final double TAIL = 0.025;
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * A measurement on recordings.
   *
   * @param run its number
   * @param hours that were recorded
   * @param hits by rule
   */
  public record Replay(
      long run, Instant started, double hours, List<String> corpora, Map<String, Long> hits) {
    public Replay {
      corpora = List.copyOf(corpora);
      hits = Map.copyOf(hits);
    }
  }

  private record Foreseen(double perNodeHour, long least, long most, double surprise) {}

  private record Row(OfRule seen, @Nullable Foreseen foreseen, @Nullable Long replayed) {}

  /** Rules with alerts, then those that only hit on recordings. */
  private List<Row> rows() {
    Map<String, RuleMeasure> foretold = new HashMap<>();
    if (release != null && release.normalHours() > 0) {
      release.rules().forEach(rule -> foretold.put(rule.rule(), rule));
    }
    Map<String, Long> hits = replay == null ? Map.of() : replay.hits();
    List<Row> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (OfRule rule : alerts.rules()) {
      seen.add(rule.rule());
      rows.add(new Row(rule, foreseen(rule, foretold.get(rule.rule())), hits.get(rule.rule())));
    }
    hits.entrySet().stream()
        .filter(rule -> rule.getValue() > 0 && !seen.contains(rule.getKey()))
        .sorted(
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
        .forEach(rule -> {
          OfRule none = new OfRule(rule.getKey(), "", 0, 0, Instant.EPOCH, Instant.EPOCH);
          rows.add(new Row(none, foreseen(none, foretold.get(rule.getKey())), rule.getValue()));
        });
    return rows;
  }

  private @Nullable Foreseen foreseen(OfRule rule, @Nullable RuleMeasure before) {
    if (release == null || before == null || nodeHours <= 0) {
      return null;
    }
    Foretold.Expected expected =
        new Foretold(before.normalHits(), release.normalHours()).in(nodeHours, 1);
    return new Foreseen(
        before.perNodeHour(),
        expected.quantile(1 - TAIL),
        expected.quantile(TAIL),
        expected.atLeast(rule.alerts()));
  }

  /** As a table, with the columns that something is known for. */
  public List<String> lines(Ink ink) {
    List<TextTable.Column> columns =
        new ArrayList<>(
            List.of(
                TextTable.left("rule"),
                TextTable.left("priority"),
                TextTable.right("alerts"),
                TextTable.right("hosts"),
                TextTable.right("per node-hour")));
    if (release != null) {
      columns.add(TextTable.right("foretold"));
      columns.add(TextTable.right("alerts foretold"));
      columns.add(TextTable.right("surprise"));
    }
    if (replay != null) {
      columns.add(TextTable.right("hits on recordings"));
      columns.add(TextTable.right("per hour there"));
    }
    TextTable table = new TextTable(columns);
    for (Row row : rows()) {
      table.row(cells(row).toArray(String[]::new));
    }
    return table.lines(ink);
  }

  private List<String> cells(Row row) {
    OfRule seen = row.seen();
    List<String> cells =
        new ArrayList<>(
            List.of(
                seen.rule(),
                seen.priority(),
                Quantities.grouped(seen.alerts()),
                Quantities.grouped(seen.hosts()),
                nodeHours > 0 ? Quantities.rate(seen.alerts() / nodeHours) : ""));
    if (release != null) {
      Foreseen foreseen = row.foreseen();
      cells.add(foreseen == null ? "" : Quantities.rate(foreseen.perNodeHour()));
      cells.add(foreseen == null ? "" : foreseen.least() + " to " + foreseen.most());
      cells.add(foreseen == null ? "" : String.format(Locale.ROOT, "%.2g", foreseen.surprise()));
    }
    if (replay != null) {
      Long hits = row.replayed();
      cells.add(hits == null ? "" : Quantities.grouped(hits));
      cells.add(hits == null || replay.hours() <= 0 ? "" : Quantities.rate(hits / replay.hours()));
    }
    return cells;
  }

  /**
   * Writes {@code {"alerts", "hosts", "nodeHours", "unreadable", "replay", "rules": [{"rule",
   * "alerts", …}]}}.
   *
   * @param unreadable lines that were no alerts
   */
  public void json(long unreadable, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeNumberProperty("alerts", alerts.alerts());
      json.writeNumberProperty("hosts", alerts.hosts());
      json.writeNumberProperty("nodeHours", nodeHours);
      json.writeNumberProperty("unreadable", unreadable);
      if (replay != null) {
        json.writeObjectPropertyStart("replay");
        json.writeNumberProperty("run", replay.run());
        json.writeStringProperty("started", replay.started().toString());
        json.writeNumberProperty("hours", replay.hours());
        json.writeArrayPropertyStart("corpora");
        replay.corpora().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeArrayPropertyStart("rules");
      rows().forEach(row -> json(row, json));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void json(Row row, JsonGenerator json) {
    OfRule seen = row.seen();
    json.writeStartObject();
    json.writeStringProperty("rule", seen.rule());
    json.writeNumberProperty("alerts", seen.alerts());
    if (seen.alerts() > 0) {
      json.writeStringProperty("priority", seen.priority());
      json.writeNumberProperty("hosts", seen.hosts());
      json.writeStringProperty("first", seen.first().toString());
      json.writeStringProperty("last", seen.last().toString());
    }
    if (nodeHours > 0) {
      json.writeNumberProperty("perNodeHour", seen.alerts() / nodeHours);
    }
    Foreseen foreseen = row.foreseen();
    if (foreseen != null) {
      json.writeObjectPropertyStart("foretold");
      json.writeNumberProperty("perNodeHour", foreseen.perNodeHour());
      json.writeNumberProperty("least", foreseen.least());
      json.writeNumberProperty("most", foreseen.most());
      json.writeNumberProperty("surprise", foreseen.surprise());
      json.writeEndObject();
    }
    Long hits = row.replayed();
    if (replay != null && hits != null) {
      json.writeObjectPropertyStart("replayed");
      json.writeNumberProperty("hits", hits);
      if (replay.hours() > 0) {
        json.writeNumberProperty("perHour", hits / replay.hours());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
