package dev.creance.workbench.report;

import dev.creance.tuning.growth.Growth;
import dev.creance.tuning.growth.Growth.Forecast;
import dev.creance.tuning.growth.Growth.RuleGrowth;
import dev.creance.tuning.growth.Growth.Stretch;
import dev.creance.tuning.statistics.Interval;
import dev.creance.tuning.statistics.Trend;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How noise grows, as tables and as JSON. */
public final class GrowthReport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double MONTH = 30;

  private final Growth growth;
  private final Ink ink;

  public GrowthReport(Growth growth, Ink ink) {
    this.growth = growth;
    this.ink = ink;
  }

  /** Rules with hits on normal, the noisiest first. */
  public List<String> rules() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.right("hits"),
                TextTable.right("per node-day"),
                TextTable.left("more each 30 days"),
                TextTable.left("in a year"),
                TextTable.left("more for each workload")));
    growth.rules().stream()
        .filter(rule -> rule.total() > 0)
        .sorted(
            Comparator.comparingLong(RuleGrowth::total)
                .reversed()
                .thenComparing(rule -> rule.rule().name()))
        .forEach(rule ->
            table.row(
                rule.rule().name(),
                Quantities.grouped(rule.total()),
                Quantities.rate(rule.total() / days()),
                rule.overTime().map(GrowthReport::monthly).orElse("–"),
                rule.inAYear().map(GrowthReport::text).orElse(rule.lack()),
                rule.overWorkloads().map(trend -> slope(trend, 1)).orElse("–")));
    return table.isEmpty() ? List.of() : table.lines(ink);
  }

  private double days() {
    return growth.stretches().stream().mapToDouble(Stretch::nodeDays).sum();
  }

  private static String monthly(Trend trend) {
    return slope(trend, MONTH);
  }

  /** {@code +1.20 (+0.80 – +1.70), p = 0.002}. */
  private static String slope(Trend trend, double times) {
    return signed(trend.slope() * times)
        + " ("
        + signed(trend.slopeInterval().low() * times)
        + " – "
        + signed(trend.slopeInterval().high() * times)
        + "), p = "
        + String.format(Locale.ROOT, "%.3f", trend.probability());
  }

  private static String signed(double number) {
    String size = Quantities.rate(Math.abs(number));
    return (number < 0 ? "−" : "+") + size;
  }

  private static String text(Forecast forecast) {
    return Quantities.rate(forecast.perNodeDay())
        + " ("
        + NoiseText.interval(forecast.interval())
        + ")";
  }

  /** The only rule, stretch by stretch. */
  public List<String> detail() {
    RuleGrowth rule = growth.rules().getFirst();
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left(growth.unit().name().toLowerCase(Locale.ROOT) + " from (UTC)"),
                TextTable.right("hits"),
                TextTable.right("node-days"),
                TextTable.right("per node-day"),
                TextTable.right("workloads")));
    for (int i = 0; i < growth.stretches().size(); i++) {
      Stretch stretch = growth.stretches().get(i);
      table.row(
          Quantities.moment(stretch.start()).substring(0, 16),
          Quantities.grouped(rule.hits().get(i)),
          String.format(Locale.ROOT, "%.4f", stretch.nodeDays()),
          Quantities.rate(rule.hits().get(i) / stretch.nodeDays()),
          Quantities.grouped(stretch.workloads()));
    }
    List<String> lines = new ArrayList<>(rules());
    lines.add("");
    lines.addAll(table.isEmpty() ? List.of() : table.lines(ink));
    return lines;
  }

  /** One line. */
  public String summary() {
    String unit = growth.unit().name().toLowerCase(Locale.ROOT);
    long lacking =
        growth.rules().stream().filter(rule -> rule.total() > 0 && !rule.lack().isEmpty()).count();
    return Quantities.count(growth.stretches().size(), unit, unit + "s")
        + " with what is labelled normal; too little to say where "
        + Quantities.count(lacking, "rule stands", "rules stand")
        + " in a year";
  }

  /** As a document. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("unit", growth.unit().name().toLowerCase(Locale.ROOT));
    document.put(
        "stretches",
        growth.stretches().stream()
            .map(stretch ->
                Map.of(
                    "start", stretch.start(),
                    "nodeDays", stretch.nodeDays(),
                    "workloads", stretch.workloads()))
            .toList());
    document.put("rules", growth.rules().stream().map(GrowthReport::fields).toList());
    return JSON.writeValueAsString(document);
  }

  private static Map<String, @Nullable Object> fields(RuleGrowth rule) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("rule", rule.rule().name());
    fields.put("hits", rule.hits());
    fields.put("perDay", fields(rule.overTime()));
    fields.put("perWorkload", fields(rule.overWorkloads()));
    fields.put(
        "inAYear",
        rule.inAYear()
            .map(forecast ->
                with(
                    new LinkedHashMap<>(Map.of("perNodeDay", forecast.perNodeDay())),
                    forecast.interval()))
            .orElse(null));
    fields.put("lack", rule.lack());
    return fields;
  }

  private static @Nullable Map<String, Object> fields(Optional<Trend> trend) {
    if (trend.isEmpty()) {
      return null;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("slope", trend.get().slope());
    with(fields, trend.get().slopeInterval());
    fields.put("p", trend.get().probability());
    return fields;
  }

  private static Map<String, Object> with(Map<String, Object> fields, Interval interval) {
    fields.put("low", interval.low());
    fields.put("high", interval.high());
    return fields;
  }
}
