package dev.creance.workbench.report;

import dev.creance.tuning.robust.Robustness;
import dev.creance.tuning.robust.Robustness.Change;
import dev.creance.tuning.robust.Scenario;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What losses do to rules, as tables and as JSON. */
public final class RobustnessReport {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Robustness> all;
  private final Ink ink;

  public RobustnessReport(List<Robustness> all, Ink ink) {
    this.all = List.copyOf(all);
    this.ink = ink;
  }

  /** Rules with hits, with or without losses; the shakiest first. */
  public List<String> rules() {
    List<TextTable.Column> columns =
        new ArrayList<>(
            List.of(
                TextTable.left("rule"), TextTable.right("hits"), TextTable.right("robustness")));
    Arrays.stream(Scenario.values())
        .forEach(scenario -> columns.add(TextTable.right(scenario.text())));
    TextTable table = new TextTable(columns);
    all.stream()
        .filter(rule -> rule.hits() > 0 || rule.figure() < 1)
        .sorted(
            Comparator.comparingDouble(Robustness::figure)
                .thenComparing(rule -> rule.rule().name()))
        .forEach(rule -> {
          List<String> cells = new ArrayList<>();
          cells.add(rule.rule().name());
          cells.add(Quantities.grouped(rule.hits()));
          cells.add(figure(rule.figure()));
          rule.changes().forEach(change -> cells.add(changed(change)));
          table.row(cells.toArray(String[]::new));
        });
    return table.isEmpty() ? List.of() : table.lines(ink);
  }

  private static String figure(double figure) {
    return String.format(Locale.ROOT, "%.2f", figure);
  }

  /** {@code −3 +12}: hits lost and added, on average over the replays; nothing when none are. */
  private static String changed(Change change) {
    return part("−", change.lost(), change) + part(" +", change.added(), change);
  }

  private static String part(String sign, long count, Change change) {
    if (count == 0) {
      return "";
    }
    double mean = (double) count / change.replays();
    return sign
        + (mean == Math.rint(mean)
            ? Quantities.grouped(Math.round(mean))
            : String.format(Locale.ROOT, "%.1f", mean));
  }

  /** The only rule, case by case. */
  public List<String> detail() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("what is lost"),
                TextTable.right("replays"),
                TextTable.right("hits kept"),
                TextTable.right("events lost"),
                TextTable.right("hits lost"),
                TextTable.right("hits added"),
                TextTable.right("figure")));
    for (Change change : all.getFirst().changes()) {
      table.row(
          change.scenario().text(),
          Quantities.grouped(change.replays()),
          Quantities.grouped(change.kept()),
          Quantities.grouped(change.unseen()),
          Quantities.grouped(change.lost()),
          Quantities.grouped(change.added()),
          figure(change.figure()));
    }
    return table.lines(ink);
  }

  /** One line. */
  public String summary() {
    long shaky = all.stream().filter(rule -> rule.figure() < 1).count();
    return Quantities.count(shaky, "rule changes its hits", "rules change their hits")
        + " when something else is lost, of "
        + Quantities.count(all.size(), "rule", "rules");
  }

  /** As a document. */
  public String json() {
    return JSON.writeValueAsString(
        Map.of("rules", all.stream().map(RobustnessReport::fields).toList()));
  }

  private static Map<String, Object> fields(Robustness rule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rule", rule.rule().name());
    fields.put("hits", rule.hits());
    fields.put("robustness", rule.figure());
    fields.put("scenarios", rule.changes().stream().map(RobustnessReport::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Change change) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("scenario", change.scenario().text());
    fields.put("replays", change.replays());
    fields.put("kept", change.kept());
    fields.put("eventsLost", change.unseen());
    fields.put("lost", change.lost());
    fields.put("added", change.added());
    fields.put("figure", change.figure());
    return fields;
  }
}
