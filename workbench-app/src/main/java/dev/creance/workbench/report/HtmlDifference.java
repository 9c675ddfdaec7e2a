package dev.creance.workbench.report;

import dev.creance.events.Utf8Text;
import dev.creance.tuning.compare.Comparison;
import dev.creance.tuning.compare.Comparison.Example;
import dev.creance.tuning.compare.Comparison.RuleChange;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.statistics.Rate;
import dev.creance.workbench.terminal.Quantities;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a change of rules does, as a part of a report. */
final class HtmlDifference {
  private static final int EXAMPLES = 3;

  private final Comparison comparison;

  HtmlDifference(Comparison comparison) {
    this.comparison = comparison;
  }

  String text() {
    StringBuilder html =
        new StringBuilder("<h2>What the change does</h2>\n<p>")
            .append(HtmlReport.escaped(new ComparisonText(comparison).summary()))
            .append("</p>\n");
    if (!comparison.newlyMissed().isEmpty()) {
      html.append("<p class=\"bad\">newly missed: ")
          .append(names(comparison.newlyMissed()))
          .append("</p>\n");
    }
    if (!comparison.newlyCaught().isEmpty()) {
      html.append("<p class=\"good\">newly caught: ")
          .append(names(comparison.newlyCaught()))
          .append("</p>\n");
    }
    if (comparison.changes()) {
      html.append(
          "<table><tr><th>rule</th><th class=\"n\">hits before</th><th class=\"n\">after</th>"
              + "<th class=\"n\">come</th><th class=\"n\">go</th>"
              + "<th>noise per node-day</th></tr>\n");
      comparison.rules().forEach(rule -> row(rule, html));
      html.append("</table>\n");
    }
    return html.toString();
  }

  private static String names(List<AttackStep> steps) {
    return HtmlReport.escaped(
        steps.stream().map(AttackStep::name).collect(Collectors.joining(", ")));
  }

  private static void row(RuleChange rule, StringBuilder html) {
    html.append("<tr><td>").append(HtmlReport.escaped(rule.rule()));
    for (Example example : rule.examples().subList(0, Math.min(EXAMPLES, rule.examples().size()))) {
      html.append("<br><span class=\"dim\">")
          .append(example.added() ? "+ " : "− ")
          .append(Quantities.grouped(example.count()))
          .append("  ")
          .append(HtmlReport.escaped(Utf8Text.decode(example.signature())))
          .append("</span>");
    }
    html.append("</td>");
    number(html, rule.hitsBefore());
    number(html, rule.hitsAfter());
    number(html, rule.added());
    number(html, rule.removed());
    html.append("<td>")
        .append(rate(rule.noiseBefore()))
        .append(" → ")
        .append(rate(rule.noiseAfter()))
        .append("</td></tr>\n");
  }

  private static void number(StringBuilder html, long number) {
    html.append("<td class=\"n\">").append(Quantities.grouped(number)).append("</td>");
  }

  private static String rate(Optional<Rate> rate) {
    return rate.map(one -> Quantities.rate(one.value())).orElse("–");
  }
}
