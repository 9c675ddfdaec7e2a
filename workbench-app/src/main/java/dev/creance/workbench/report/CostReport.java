package dev.creance.workbench.report;

import dev.creance.events.Utf8Text;
import dev.creance.tuning.cost.RulesetCost;
import dev.creance.tuning.cost.RulesetCost.RuleCost;
import dev.creance.tuning.cost.RulesetCost.TestCost;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What evaluating rules costs, as tables and as JSON. */
public final class CostReport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TESTS = 40;
  private static final int WIDTH = 90;

  private final RulesetCost cost;
  private final Ink ink;

  public CostReport(RulesetCost cost, Ink ink) {
    this.cost = cost;
    this.ink = ink;
  }

  /** All rules, the dearest first. */
  public List<String> rules() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.right("share"),
                TextTable.right("checked"),
                TextTable.right("matched"),
                TextTable.right("tests each"),
                TextTable.right("ns each"),
                TextTable.right("ns per event")));
    cost.rules().stream()
        .sorted(
            Comparator.comparingDouble(RuleCost::nanos)
                .reversed()
                .thenComparing(rule -> rule.rule().name()))
        .forEach(rule ->
            table.row(
                rule.rule().name(),
                share(rule.nanos()),
                Quantities.grouped(rule.checks()),
                Quantities.grouped(rule.matches()),
                rule.checks() == 0 ? "–" : Quantities.rate((double) rule.asked() / rule.checks()),
                rule.checks() == 0 ? "–" : Quantities.rate(rule.nanosPerCheck()),
                perEvent(rule.nanos())));
    return table.isEmpty() ? List.of() : table.lines(ink);
  }

  private String share(double nanos) {
    double all = cost.nanos();
    return String.format(Locale.ROOT, "%.1f%%", all == 0 ? 0 : 100 * nanos / all);
  }

  private String perEvent(double nanos) {
    return cost.events() == 0 ? "–" : Quantities.rate(nanos / cost.events());
  }

  /** The tests of all rules, the dearest first. */
  public List<String> tests() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.right("share"),
                TextTable.right("rules"),
                TextTable.right("evaluated"),
                TextTable.right("true"),
                TextTable.right("ns each"),
                TextTable.left("test")));
    cost.tests().stream()
        .limit(TESTS)
        .forEach(test ->
            table.row(
                share(test.nanos()),
                Quantities.grouped(test.rules()),
                Quantities.grouped(test.asked()),
                NoiseText.percent(trueShare(test)),
                Quantities.rate(test.nanosEach()),
                shown(test)));
    List<String> lines = new ArrayList<>(table.isEmpty() ? List.of() : table.lines(ink));
    if (cost.tests().size() > TESTS) {
      lines.add("and " + Quantities.grouped(cost.tests().size() - TESTS) + " more");
    }
    return lines;
  }

  private static double trueShare(TestCost test) {
    return test.asked() == 0 ? 0 : (double) test.held() / test.asked();
  }

  private static String shown(TestCost test) {
    String text = Utf8Text.decode(test.text());
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
  }

  /** The only rule: its tests in the order of its condition. */
  public List<String> detail() {
    List<String> lines = new ArrayList<>(rules());
    RuleCost rule = cost.rules().getFirst();
    TextTable table =
        new TextTable(
            List.of(
                TextTable.right("evaluated"),
                TextTable.right("true"),
                TextTable.right("ns each"),
                TextTable.right("share"),
                TextTable.left("test, in the order of the condition")));
    rule.tests()
        .forEach(test ->
            table.row(
                Quantities.grouped(test.asked()),
                test.asked() == 0 ? "–" : NoiseText.percent(trueShare(test)),
                test.asked() == 0 ? "–" : Quantities.rate(test.nanosEach()),
                share(test.nanos()),
                shown(test)));
    lines.add("");
    lines.addAll(table.lines(ink));
    return lines;
  }

  /** One line. */
  public String summary() {
    return Quantities.count(cost.rules().size(), "rule", "rules")
        + " on "
        + Quantities.count(cost.events(), "event", "events")
        + ": "
        + perEvent(cost.nanos())
        + " ns per event in tests, one processor, nothing shared";
  }

  /** As a document. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("events", cost.events());
    document.put("nanos", cost.nanos());
    document.put("nanosPerEvent", cost.nanosPerEvent());
    document.put("rules", cost.rules().stream().map(CostReport::fields).toList());
    document.put("tests", cost.tests().stream().map(CostReport::fields).toList());
    return JSON.writeValueAsString(document);
  }

  private static Map<String, Object> fields(RuleCost rule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rule", rule.rule().name());
    fields.put("checked", rule.checks());
    fields.put("matched", rule.matches());
    fields.put("evaluated", rule.asked());
    fields.put("nanos", rule.nanos());
    fields.put("tests", rule.tests().stream().map(CostReport::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(TestCost test) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("test", Utf8Text.decode(test.text()));
    fields.put("rules", test.rules());
    fields.put("evaluated", test.asked());
    fields.put("true", test.held());
    fields.put("nanos", test.nanos());
    return fields;
  }
}
