package dev.creance.workbench.report;

import dev.creance.corpus.CorpusSummary;
import dev.creance.corpus.evaluate.Measurement;
import dev.creance.corpus.evaluate.RuleHits;
import dev.creance.events.field.Times;
import dev.creance.grammar.rules.Rule;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.TextTable;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** What the measurements of one ruleset on several corpora add up to. */
public final class MeasureReport {
  private static final double NANOS_PER_HOUR = 3600e9;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private long events;
  private long recordedNanos;
  private Duration elapsed = Duration.ZERO;
  private Duration opening = Duration.ZERO;
  private Duration compiling = Duration.ZERO;
  private Optional<Compared> compared = Optional.empty();

  /**
   * @param rules the enabled rules, in evaluation order
   */
  public MeasureReport(List<Rule> rules) {
    rules.forEach(rule -> rows.put(rule.name(), new Row(rule)));
  }

  /**
   * A corpus and what was measured on it.
   *
   * @param opening opening, checking and reading the corpus
   * @param compiling making the rules ready for it
   */
  public record Part(
      CorpusSummary summary, Measurement measurement, Duration opening, Duration compiling) {}

  /** Puts an earlier run beside this one. */
  public void compareWith(Compared earlier) {
    compared = Optional.of(earlier);
  }

  /** The earlier run beside this one, if there is one. */
  public Optional<Compared> compared() {
    return compared;
  }

  /** The evaluation alone. */
  public Duration elapsed() {
    return elapsed;
  }

  /** Adds a corpus. */
  public void add(Part part) {
    parts.add(part);
    Measurement measurement = part.measurement();
    events += measurement.events();
    recordedNanos += part.summary().manifest().recordedNanos();
    elapsed = elapsed.plus(measurement.elapsed());
    opening = opening.plus(part.opening());
    compiling = compiling.plus(part.compiling());
    for (RuleHits hits : measurement.rules()) {
      Row row = rows.get(hits.rule());
      if (row != null && hits.hits() > 0) {
        row.first = row.hits == 0 ? hits.first() : Math.min(row.first, hits.first());
        row.last = row.hits == 0 ? hits.last() : Math.max(row.last, hits.last());
        row.hits += hits.hits();
      }
    }
  }

  /** The corpora measured. */
  public List<Part> parts() {
    return parts;
  }

  /** The rules with hits, those with most first. */
  public List<String> lines(Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.left("priority"),
                TextTable.right("hits"),
                TextTable.right("per hour"),
                TextTable.left("first (UTC)"),
                TextTable.left("last")));
    rows.values().stream()
        .filter(row -> row.hits > 0)
        .sorted(
            Comparator.comparingLong((Row row) -> -row.hits).thenComparing(row -> row.rule.name()))
        .forEach(row -> line(table, row, ink));
    return table.isEmpty() ? List.of() : table.lines(ink);
  }

  private void line(TextTable table, Row row, Ink ink) {
    String first = Quantities.moment(row.first);
    String last = Quantities.moment(row.last);
    String priority = row.rule.priority().text();
    table.row(
        row.rule.name(),
        ink.in(Priorities.style(priority), priority),
        Quantities.grouped(row.hits),
        recordedNanos > 0 ? Quantities.rate(row.hits * NANOS_PER_HOUR / recordedNanos) : "–",
        first,
        last.startsWith(first.substring(0, 11)) ? last.substring(11) : last);
  }

  /** One line: how many hits, of how much, how fast. */
  public String summary() {
    long hits = rows.values().stream().mapToLong(row -> row.hits).sum();
    long hit = rows.values().stream().filter(row -> row.hits > 0).count();
    return Quantities.count(hits, "hit", "hits")
        + " of "
        + Quantities.grouped(hit)
        + " of "
        + Quantities.count(rows.size(), "rule", "rules")
        + "; "
        + Quantities.count(events, "event", "events")
        + ", "
        + Quantities.seconds(recordedNanos / 1e9)
        + " recorded, opened in "
        + Quantities.grouped(opening.toMillis())
        + " ms, rules compiled in "
        + Quantities.grouped(compiling.toMillis())
        + " ms, measured in "
        + Quantities.rate(millis(elapsed))
        + " ms";
  }

  /** Writes {@code {"rules": [{rule, hits, first, last, …}], events, elapsedMillis, …}}. */
  public void json(OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeArrayPropertyStart("rules");
      rows.values().forEach(row -> rule(json, row));
      json.writeEndArray();
      json.writeNumberProperty("events", events);
      json.writeNumberProperty("recordedSeconds", recordedNanos / 1e9);
      json.writeNumberProperty("elapsedMillis", millis(elapsed));
      json.writeNumberProperty("openMillis", millis(opening));
      json.writeNumberProperty("compileMillis", millis(compiling));
      json.writeArrayPropertyStart("corpora");
      for (Part part : parts) {
        json.writeStartObject();
        json.writeStringProperty("path", part.summary().path().toString());
        json.writeStringProperty("digest", part.summary().manifest().digest());
        json.writeNumberProperty("events", part.measurement().events());
        json.writeNumberProperty("hits", part.measurement().hits());
        json.writeNumberProperty("elapsedMillis", millis(part.measurement().elapsed()));
        json.writeEndObject();
      }
      json.writeEndArray();
      compared.ifPresent(earlier -> HistoryReport.comparedWith(json, earlier));
      json.writeEndObject();
    }
  }

  private void rule(JsonGenerator json, Row row) {
    json.writeStartObject();
    json.writeStringProperty("rule", row.rule.name());
    json.writeStringProperty("priority", row.rule.priority().text());
    json.writeStringProperty("source", row.rule.source());
    json.writeNumberProperty("hits", row.hits);
    if (row.hits == 0) {
      json.writeNullProperty("first");
      json.writeNullProperty("last");
    } else {
      json.writeStringProperty("first", Times.iso8601Zulu(row.first));
      json.writeStringProperty("last", Times.iso8601Zulu(row.last));
    }
    if (recordedNanos > 0) {
      json.writeNumberProperty("perHour", row.hits * NANOS_PER_HOUR / recordedNanos);
    }
    json.writeEndObject();
  }

  /** To the microsecond. */
  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1e3) / 1e3;
  }

  private static final class Row {
    final Rule rule;
    long hits;
    long first;
    long last;

    Row(Rule rule) {
      this.rule = rule;
    }
  }
}
