package dev.creance.workbench.report;

import dev.creance.tuning.cause.NoiseCauses;
import dev.creance.tuning.cause.NoiseCauses.Expectation;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Why rules fire on what is normal, as tables and as JSON. */
public final class CauseReport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int REASONS = 15;

  private final List<NoiseCauses> all;
  private final Ink ink;

  public CauseReport(List<NoiseCauses> all, Ink ink) {
    this.all = List.copyOf(all);
    this.ink = ink;
  }

  /** Rules with hits on normal, the noisiest first. */
  public List<String> rules() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.right("hits on normal"),
                TextTable.right("expected here"),
                TextTable.right("repeats"),
                TextTable.right("metadata missing"),
                TextTable.right("drops nearby"),
                TextTable.right("none of these")));
    all.stream()
        .filter(rule -> rule.hits() > 0)
        .sorted(
            Comparator.comparingLong(NoiseCauses::hits)
                .reversed()
                .thenComparing(rule -> rule.rule().name()))
        .forEach(rule ->
            table.row(
                rule.rule().name(),
                Quantities.grouped(rule.hits()),
                rule.normal().map(normal -> Quantities.grouped(normal.expected())).orElse("–"),
                Quantities.grouped(rule.repeats()),
                Quantities.grouped(rule.missing()),
                Quantities.grouped(rule.nearDrops()),
                Quantities.grouped(rule.unexplained())));
    return table.isEmpty() ? List.of() : table.lines(ink);
  }

  /** What is missing and what is new, of the only rule. */
  public List<String> detail() {
    List<String> lines = new ArrayList<>(rules());
    NoiseCauses rule = all.getFirst();
    rule.missingFields()
        .forEach((field, hits) ->
            lines.add("missing: " + field + "  (" + Quantities.count(hits, "hit", "hits") + ")"));
    rule.normal().map(Expectation::reasons).orElse(Map.of()).entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> reason) -> -reason.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(REASONS)
        .forEach(reason ->
            lines.add(
                "new: "
                    + reason.getKey()
                    + "  ("
                    + Quantities.count(reason.getValue(), "hit", "hits")
                    + ")"));
    return lines;
  }

  /** One line. */
  public String summary() {
    long hits = all.stream().mapToLong(NoiseCauses::hits).sum();
    long missing = all.stream().mapToLong(NoiseCauses::missing).sum();
    boolean judged = all.stream().anyMatch(rule -> rule.normal().isPresent());
    return Quantities.count(hits, "hit", "hits")
        + " on normal, "
        + Quantities.grouped(missing)
        + " only because something is not known"
        + (judged
            ? ""
            : "; what is expected can't be said: give a profile (--normal FILE, see 'creance normal"
                + " learn') or a second corpus labelled normal");
  }

  /** As a document. */
  public String json() {
    return JSON.writeValueAsString(Map.of("rules", all.stream().map(this::fields).toList()));
  }

  private Map<String, @Nullable Object> fields(NoiseCauses rule) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("rule", rule.rule().name());
    fields.put("normalHits", rule.hits());
    fields.put("metadataMissing", rule.missing());
    fields.put("missingFields", rule.missingFields());
    fields.put("dropsNearby", rule.nearDrops());
    fields.put("repeats", rule.repeats());
    fields.put("expected", rule.normal().map(Expectation::expected).orElse(null));
    fields.put("novel", rule.normal().map(Expectation::novel).orElse(null));
    fields.put("unjudged", rule.normal().map(Expectation::unjudged).orElse(null));
    fields.put("reasons", rule.normal().map(Expectation::reasons).orElse(null));
    fields.put("unexplained", rule.unexplained());
    return fields;
  }
}
