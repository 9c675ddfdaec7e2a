package dev.creance.workbench.report;

import dev.creance.catalogue.Catalogue.RuleInRun;
import dev.creance.catalogue.Comparison.Change;
import dev.creance.catalogue.RunSummary;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.TextTable;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** What a workspace remembers, as tables and documents. */
public final class HistoryReport {
  private static final double NANOS_PER_HOUR = 3600e9;
  private static final int SHORT_DIGEST = 8;
  private static final JsonFactory FACTORY = new JsonFactory();

  private HistoryReport() {}

  /** The runs, a line each. */
  public static List<String> runs(List<RunSummary> runs, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.right("run"),
                TextTable.left("when (UTC)"),
                TextTable.right("rules"),
                TextTable.right("hits"),
                TextTable.right("ms"),
                TextTable.left("rule files"),
                TextTable.left("corpora")));
    for (RunSummary run : runs) {
      table.row(
          Long.toString(run.id()),
          minute(run.started()),
          Quantities.grouped(run.ruleCount()),
          Quantities.grouped(run.hits()),
          Quantities.rate(run.elapsed().toNanos() / 1e6),
          run.rules().substring(0, Math.min(SHORT_DIGEST, run.rules().length()))
              + (run.selection().isEmpty() ? "" : " " + run.selection()),
          run.corpora().stream().map(RunSummary.OnCorpus::path).collect(Collectors.joining(" ")));
    }
    return table.lines(ink);
  }

  /** A rule through the runs; a change of its condition is marked. */
  public static List<String> rule(List<RuleInRun> runs, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.right("run"),
                TextTable.left("when (UTC)"),
                TextTable.right("hits"),
                TextTable.right("per hour"),
                TextTable.left("condition")));
    for (int i = 0; i < runs.size(); i++) {
      RuleInRun run = runs.get(i);
      boolean changed = i + 1 < runs.size() && !runs.get(i + 1).version().equals(run.version());
      String version = run.version().substring(0, Math.min(SHORT_DIGEST, run.version().length()));
      table.row(
          Long.toString(run.run()),
          minute(run.started()),
          Quantities.grouped(run.hits()),
          run.recordedNanos() > 0
              ? Quantities.rate(run.hits() * NANOS_PER_HOUR / run.recordedNanos())
              : "–",
          changed ? ink.in(Style.YELLOW, version + " changed") : version);
    }
    return table.lines(ink);
  }

  private static String minute(Instant moment) {
    return Quantities.moment(moment.toEpochMilli() * 1_000_000).substring(0, 16);
  }

  /** Writes {@code {"runs": [{run, started, rules, hits, …}]}}. */
  public static void runsJson(List<RunSummary> runs, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeArrayPropertyStart("runs");
      runs.forEach(run -> run(json, run));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void run(JsonGenerator json, RunSummary run) {
    json.writeStartObject();
    json.writeNumberProperty("run", run.id());
    json.writeStringProperty("started", run.started().toString());
    json.writeStringProperty("ruleFiles", run.rules());
    json.writeStringProperty("selection", run.selection());
    json.writeNumberProperty("rules", run.ruleCount());
    json.writeNumberProperty("hits", run.hits());
    json.writeNumberProperty("elapsedMillis", run.elapsed().toNanos() / 1e6);
    json.writeArrayPropertyStart("corpora");
    for (RunSummary.OnCorpus corpus : run.corpora()) {
      json.writeStartObject();
      json.writeStringProperty("path", corpus.path());
      json.writeStringProperty("digest", corpus.digest());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes {@code {"rule", "runs": [{run, started, hits, perHour, version}]}}. */
  public static void ruleJson(String rule, List<RuleInRun> runs, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeStringProperty("rule", rule);
      json.writeArrayPropertyStart("runs");
      for (RuleInRun run : runs) {
        json.writeStartObject();
        json.writeNumberProperty("run", run.run());
        json.writeStringProperty("started", run.started().toString());
        json.writeNumberProperty("hits", run.hits());
        if (run.recordedNanos() > 0) {
          json.writeNumberProperty("perHour", run.hits() * NANOS_PER_HOUR / run.recordedNanos());
        }
        json.writeStringProperty("version", run.version());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /** Writes {@code {"before": run, "after": run, "rules": [{rule, before, after, …}]}}. */
  public static void comparisonJson(Compared compared, RunSummary later, OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeName("before");
      run(json, compared.earlier());
      json.writeName("after");
      run(json, later);
      changes(json, compared);
      json.writeEndObject();
    }
  }

  /** The rules that changed. */
  static void changes(JsonGenerator json, Compared compared) {
    json.writeArrayPropertyStart("rules");
    for (Change change : compared.comparison().changed()) {
      json.writeStartObject();
      json.writeStringProperty("rule", change.rule());
      hits(json, "before", change.before());
      hits(json, "after", change.after());
      json.writeBooleanProperty("conditionChanged", change.meaningChanged());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void hits(JsonGenerator json, String name, OptionalLong hits) {
    if (hits.isEmpty()) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, hits.getAsLong());
    }
  }

  /** Writes {@code "comparedWith": {run, started, sameRuleFiles, rules: […]}}. */
  static void comparedWith(JsonGenerator json, Compared compared) {
    json.writeObjectPropertyStart("comparedWith");
    json.writeNumberProperty("run", compared.earlier().id());
    json.writeStringProperty("started", compared.earlier().started().toString());
    json.writeBooleanProperty("sameRuleFiles", compared.sameFiles());
    changes(json, compared);
    json.writeEndObject();
  }
}
