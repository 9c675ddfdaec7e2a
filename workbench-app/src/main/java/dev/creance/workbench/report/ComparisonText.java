package dev.creance.workbench.report;

import dev.creance.events.Utf8Text;
import dev.creance.tuning.compare.Comparison;
import dev.creance.tuning.compare.Comparison.Example;
import dev.creance.tuning.compare.Comparison.RuleChange;
import dev.creance.tuning.compare.Comparison.Side;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.statistics.Rate;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.TextTable;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** A comparison of two rulesets: for a terminal, a pull request, a program. */
public final class ComparisonText {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int SIGNATURE = 160;

  private final Comparison comparison;

  public ComparisonText(Comparison comparison) {
    this.comparison = comparison;
  }

  /** For a terminal. */
  public List<String> lines(Ink ink) {
    List<String> lines = new ArrayList<>();
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.left(""),
                TextTable.right("hits before"),
                TextTable.right("after"),
                TextTable.right("come"),
                TextTable.right("go"),
                TextTable.left("noise per node-day")));
    for (RuleChange rule : comparison.rules()) {
      table.row(
          rule.rule(),
          kind(rule),
          Quantities.grouped(rule.hitsBefore()),
          Quantities.grouped(rule.hitsAfter()),
          rule.added() == 0 ? "" : ink.in(Style.YELLOW, "+" + Quantities.grouped(rule.added())),
          rule.removed() == 0 ? "" : ink.in(Style.GREEN, "−" + Quantities.grouped(rule.removed())),
          noise(rule.noiseBefore()) + " → " + noise(rule.noiseAfter()));
    }
    if (!table.isEmpty()) {
      lines.addAll(table.lines(ink));
      lines.add("");
    }
    for (RuleChange rule : comparison.rules()) {
      if (rule.examples().isEmpty()) {
        continue;
      }
      lines.add(ink.in(Style.BOLD, rule.rule()));
      for (Example example : rule.examples()) {
        lines.add(
            "  "
                + ink.in(
                    example.added() ? Style.YELLOW : Style.GREEN,
                    (example.added() ? "+ " : "− ") + Quantities.grouped(example.count()))
                + "  "
                + signature(example)
                + ink.in(
                    Style.DIM, "  (event " + example.event() + " of " + example.recording() + ")"));
      }
      lines.add("");
    }
    comparison
        .newlyMissed()
        .forEach(step -> lines.add(ink.in(Style.RED, "newly missed: ") + described(step)));
    comparison
        .newlyCaught()
        .forEach(step -> lines.add(ink.in(Style.GREEN, "newly caught: ") + described(step)));
    for (RuleChange rule : comparison.rules()) {
      for (AttackStep step : rule.stepsLost()) {
        if (!comparison.newlyMissed().contains(step)) {
          lines.add(
              ink.in(Style.YELLOW, "'" + rule.rule() + "' no longer catches ")
                  + described(step)
                  + "; others do");
        }
      }
    }
    return lines;
  }

  private static String kind(RuleChange rule) {
    return switch (rule.kind()) {
      case ADDED -> "new";
      case REMOVED -> "gone";
      case CHANGED -> "";
    };
  }

  private static String described(AttackStep step) {
    return step.name()
        + (step.label().technique().isEmpty() ? "" : " (" + step.label().technique() + ")");
  }

  private static String signature(Example example) {
    String shown = ShownText.of(example.signature());
    return shown.length() <= SIGNATURE ? shown : shown.substring(0, SIGNATURE - 1) + "…";
  }

  private static String noise(Optional<Rate> rate) {
    return rate.map(one -> Quantities.rate(one.value())).orElse("–");
  }

  /** One line. */
  public String summary() {
    Side before = comparison.before();
    Side after = comparison.after();
    return Quantities.count(comparison.rules().size(), "rule changes", "rules change")
        + ", "
        + Quantities.grouped(comparison.unchanged())
        + " do not; hits "
        + Quantities.grouped(before.hits())
        + " → "
        + Quantities.grouped(after.hits())
        + "; noise per node-day "
        + noise(before.noise())
        + " → "
        + noise(after.noise())
        + "; hit rate "
        + before.hitRate().map(NoiseText::proportion).orElse("–")
        + " → "
        + after.hitRate().map(NoiseText::proportion).orElse("–");
  }

  /** For a pull request. */
  public List<String> markdown() {
    List<String> lines = new ArrayList<>();
    Side before = comparison.before();
    Side after = comparison.after();
    lines.add("### Alerts before and after");
    lines.add("");
    lines.add("| | before | after |");
    lines.add("| --- | ---: | ---: |");
    lines.add("| rules | " + before.rules() + " | " + after.rules() + " |");
    lines.add(
        "| hits | "
            + Quantities.grouped(before.hits())
            + " | "
            + Quantities.grouped(after.hits())
            + " |");
    lines.add(
        "| noise per node-day | " + full(before.noise()) + " | " + full(after.noise()) + " |");
    lines.add(
        "| attack steps caught | "
            + before.hitRate().map(NoiseText::proportion).orElse("–")
            + " | "
            + after.hitRate().map(NoiseText::proportion).orElse("–")
            + " |");
    lines.add("");
    for (AttackStep step : comparison.newlyMissed()) {
      lines.add("* :red_circle: **newly missed**: " + cell(described(step)));
    }
    for (AttackStep step : comparison.newlyCaught()) {
      lines.add("* :green_circle: newly caught: " + cell(described(step)));
    }
    if (comparison.rules().isEmpty()) {
      lines.add("No rule's alerts change.");
      return lines;
    }
    lines.add("");
    lines.add("| rule | hits before | after | come | go | noise per node-day |");
    lines.add("| --- | ---: | ---: | ---: | ---: | --- |");
    for (RuleChange rule : comparison.rules()) {
      String kind = kind(rule);
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s%s | %,d | %,d | %,d | %,d | %s → %s |",
              cell(rule.rule()),
              kind.isEmpty() ? "" : " (" + kind + ")",
              rule.hitsBefore(),
              rule.hitsAfter(),
              rule.added(),
              rule.removed(),
              noise(rule.noiseBefore()),
              noise(rule.noiseAfter())));
    }
    lines.add("");
    lines.add("<details><summary>Examples of alerts that come (+) and go (−)</summary>");
    lines.add("");
    for (RuleChange rule : comparison.rules()) {
      for (Example example : rule.examples()) {
        lines.add(
            "* "
                + (example.added() ? "+" : "−")
                + Quantities.grouped(example.count())
                + " "
                + cell(rule.rule())
                + ": `"
                + signature(example).replace('`', '\'')
                + "`");
      }
    }
    lines.add("");
    lines.add("</details>");
    return lines;
  }

  private static String full(Optional<Rate> rate) {
    return rate.map(
            one -> Quantities.rate(one.value()) + " (" + NoiseText.interval(one.interval()) + ")")
        .orElse("–");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  /** For a program. */
  public void json(OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartObject();
      json.writeBooleanProperty("changes", comparison.changes());
      side(json, "before", comparison.before());
      side(json, "after", comparison.after());
      json.writeArrayPropertyStart("rules");
      comparison.rules().forEach(rule -> rule(json, rule));
      json.writeEndArray();
      json.writeNumberProperty("unchanged", comparison.unchanged());
      NoiseJson.texts(
          json, "newlyMissed", comparison.newlyMissed().stream().map(AttackStep::name).toList());
      NoiseJson.texts(
          json, "newlyCaught", comparison.newlyCaught().stream().map(AttackStep::name).toList());
      json.writeEndObject();
    }
  }

  private static void side(JsonGenerator json, String name, Side side) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("rules", side.rules());
    json.writeNumberProperty("hits", side.hits());
    NoiseJson.rate(json, "noise", side.noise());
    NoiseJson.proportion(json, "hitRate", side.hitRate());
    json.writeEndObject();
  }

  private static void rule(JsonGenerator json, RuleChange rule) {
    json.writeStartObject();
    json.writeStringProperty("rule", rule.rule());
    json.writeStringProperty("kind", rule.kind().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("hitsBefore", rule.hitsBefore());
    json.writeNumberProperty("hitsAfter", rule.hitsAfter());
    json.writeNumberProperty("added", rule.added());
    json.writeNumberProperty("removed", rule.removed());
    json.writeNumberProperty("normalAdded", rule.normalAdded());
    json.writeNumberProperty("normalRemoved", rule.normalRemoved());
    NoiseJson.rate(json, "noiseBefore", rule.noiseBefore());
    NoiseJson.rate(json, "noiseAfter", rule.noiseAfter());
    NoiseJson.texts(
        json, "attackStepsLost", rule.stepsLost().stream().map(AttackStep::name).toList());
    NoiseJson.texts(
        json, "attackStepsGained", rule.stepsGained().stream().map(AttackStep::name).toList());
    json.writeArrayPropertyStart("examples");
    for (Example example : rule.examples()) {
      json.writeStartObject();
      json.writeBooleanProperty("added", example.added());
      json.writeStringProperty("corpus", example.recording());
      json.writeNumberProperty("event", example.event());
      json.writeStringProperty("alert", Utf8Text.decode(example.signature()));
      json.writeNumberProperty("count", example.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
