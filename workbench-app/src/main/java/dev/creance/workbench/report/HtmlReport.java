package dev.creance.workbench.report;

import dev.creance.tuning.compare.Comparison;
import dev.creance.tuning.growth.Growth;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.noise.NoiseReport.StepOutcome;
import dev.creance.tuning.noise.NoiseReport.TechniqueCoverage;
import dev.creance.tuning.propose.FieldTest;
import dev.creance.tuning.propose.Proposal;
import dev.creance.tuning.propose.Proposals;
import dev.creance.tuning.statistics.Interval;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One self-contained HTML file: what a change does, noise ranking and timelines, attacks and
 * coverage, proposals; pictures as SVG.
 */
public final class HtmlReport {
  private static final int RULES = 40;
  private static final int BAR = 420;
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2330; --dim: #667; --line: #d8dce4; --bar: #3b6ea5;
        --bad: #b3261e; --good: #1b7f4b; --paper: #fff }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e8f0; --dim: #9aa3b5; --line: #343b4a;
        --bar: #6ea8e0; --bad: #ff8a80; --good: #6fd6a1; --paper: #171b23 } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 68rem; margin: 2rem auto; padding: 0 1rem }
      h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2.2rem }
      table { border-collapse: collapse; width: 100% } td, th { padding: .25rem .6rem .25rem 0;
        border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
      .dim { color: var(--dim) } .bad { color: var(--bad) } .good { color: var(--good) }
      pre { background: color-mix(in srgb, var(--line) 35%, transparent); padding: .7rem;
        overflow-x: auto; font-size: 13px }
      svg text { fill: var(--ink); font: 12px system-ui, sans-serif }
      """;

  private final NoiseReport noise;
  private final Growth growth;
  private final List<Proposals> proposals;
  private final Optional<Comparison> difference;
  private final List<String> corpora;

  /**
   * @param proposals of the noisiest rules
   * @param difference what a change of the rules does; empty without one
   * @param corpora what was measured on
   */
  public HtmlReport(
      NoiseReport noise,
      Growth growth,
      List<Proposals> proposals,
      Optional<Comparison> difference,
      List<String> corpora) {
    this.noise = noise;
    this.growth = growth;
    this.proposals = List.copyOf(proposals);
    this.difference = difference;
    this.corpora = List.copyOf(corpora);
  }

  /** The document. */
  public String text() {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width\">"
        + "<title>Creance: noise and coverage</title><style>\n"
        + STYLE
        + "</style></head><body>\n<h1>Noise and coverage of rules</h1>\n<p>"
        + escaped(new NoiseText(noise, Ink.NONE).summary())
        + ".</p>\n<p class=\"dim\">Measured on "
        + escaped(String.join(", ", corpora))
        + ".</p>\n"
        + difference.map(change -> new HtmlDifference(change).text()).orElse("")
        + ranking()
        + new HtmlTimelines(growth).text()
        + hours()
        + steps()
        + techniques()
        + proposed()
        + "</body></html>\n";
  }

  private List<RuleNoise> noisiest() {
    return noise.rules().stream()
        .filter(rule -> rule.normalHits() > 0)
        .sorted(
            Comparator.comparingLong((RuleNoise rule) -> -rule.normalHits())
                .thenComparing(rule -> rule.rule().name()))
        .limit(RULES)
        .toList();
  }

  private String ranking() {
    List<RuleNoise> rules = noisiest();
    StringBuilder html = new StringBuilder("<h2>Noise: hits per node-day on what is normal</h2>\n");
    if (rules.isEmpty()) {
      return html.append("<p>No rule fired on anything that is labelled normal.</p>\n").toString();
    }
    double most =
        rules.stream()
            .mapToDouble(rule -> rule.noise().map(rate -> rate.interval().high()).orElse(1.0))
            .max()
            .orElse(1);
    html.append(
        "<table><tr><th>rule</th><th class=\"n\">hits</th><th class=\"n\">distinct</th>"
            + "<th class=\"n\">per node-day</th><th>95% interval</th></tr>\n");
    for (RuleNoise rule : rules) {
      double value = rule.noise().map(rate -> rate.value()).orElse(0.0);
      Interval interval = rule.noise().map(rate -> rate.interval()).orElse(new Interval(0, 0));
      html.append("<tr><td>")
          .append(escaped(rule.rule().name()))
          .append("</td><td class=\"n\">")
          .append(Quantities.grouped(rule.normalHits()))
          .append("</td><td class=\"n\">")
          .append(Quantities.grouped(rule.normalSignatures()))
          .append("</td><td class=\"n\">")
          .append(Quantities.rate(value))
          .append("</td><td>")
          .append(bar(value, interval, most))
          .append("</td></tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  /** A bar with its interval as a line, on a scale of square roots: small rules stay visible. */
  private static String bar(double value, Interval interval, double most) {
    int at = scaled(value, most);
    int low = scaled(interval.low(), most);
    int high = scaled(interval.high(), most);
    return String.format(
        Locale.ROOT,
        "<svg width=\"%d\" height=\"16\" role=\"img\" aria-label=\"%s\"><rect width=\"%d\""
            + " height=\"10\" y=\"3\" rx=\"2\" fill=\"var(--bar)\"/><path d=\"M%d 8H%dM%d 4v8M%d"
            + " 4v8\" stroke=\"var(--ink)\"/></svg>",
        BAR + 2,
        NoiseText.interval(interval),
        Math.max(1, at),
        low,
        high,
        low,
        high);
  }

  private static int scaled(double value, double most) {
    return (int) Math.round(BAR * Math.sqrt(Math.max(0, value) / most));
  }

  private String hours() {
    long[] hits = new long[24];
    for (RuleNoise rule : noise.rules()) {
      for (int hour = 0; hour < 24; hour++) {
        hits[hour] += rule.hours().get(hour);
      }
    }
    double[] rates = new double[24];
    double most = 0;
    for (int hour = 0; hour < 24; hour++) {
      double days = noise.hourDays().get(hour);
      rates[hour] = days > 0 ? hits[hour] / days : 0;
      most = Math.max(most, rates[hour]);
    }
    if (most == 0) {
      return "";
    }
    StringBuilder svg =
        new StringBuilder(
            "<h2>Noise by hour of the day (UTC)</h2>\n<svg width=\"780\" height=\"150\""
                + " role=\"img\" aria-label=\"noise by hour\">");
    for (int hour = 0; hour < 24; hour++) {
      int height = (int) Math.round(110 * rates[hour] / most);
      boolean recorded = noise.hourDays().get(hour) > 0;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"24\" height=\"%d\" fill=\"var(%s)\"><title>%s per"
                  + " node-day</title></rect><text x=\"%d\" y=\"142\""
                  + " text-anchor=\"middle\">%02d</text>",
              10 + hour * 32,
              125 - Math.max(1, height),
              Math.max(1, height),
              recorded ? "--bar" : "--line",
              recorded ? Quantities.rate(rates[hour]) : "nothing recorded",
              22 + hour * 32,
              hour));
    }
    return svg.append("</svg>\n").toString();
  }

  private String steps() {
    if (noise.steps().isEmpty()) {
      return "";
    }
    StringBuilder html =
        new StringBuilder(
            "<h2>Attack steps</h2>\n<table><tr><th>step</th><th>technique</th><th>caught by</th>"
                + "</tr>\n");
    noise.steps().stream()
        .sorted(Comparator.comparing(StepOutcome::caught))
        .forEach(step ->
            html.append("<tr><td>")
                .append(escaped(step.step().name()))
                .append("</td><td>")
                .append(escaped(String.join(" ", step.techniques())))
                .append("</td><td")
                .append(step.caught() ? "" : " class=\"bad\"")
                .append('>')
                .append(escaped(step.caught() ? String.join(", ", step.caughtBy()) : "nothing"))
                .append("</td></tr>\n"));
    return html.append("</table>\n").toString();
  }

  private String techniques() {
    List<TechniqueCoverage> labelled =
        noise.techniques().stream().filter(one -> one.hitRate().isPresent()).toList();
    if (labelled.isEmpty()) {
      return "";
    }
    StringBuilder html =
        new StringBuilder(
            "<h2>MITRE ATT&amp;CK techniques</h2>\n<table><tr><th>technique</th><th>steps caught"
                + "</th><th>by</th></tr>\n");
    for (TechniqueCoverage one : labelled) {
      html.append("<tr><td>")
          .append(escaped(one.id()))
          .append("</td><td>")
          .append(one.hitRate().map(NoiseText::proportion).orElse(""))
          .append("</td><td>")
          .append(escaped(String.join(", ", one.caughtBy())))
          .append("</td></tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  private String proposed() {
    if (proposals.stream().allMatch(one -> one.proposals().isEmpty())) {
      return "";
    }
    StringBuilder html = new StringBuilder("<h2>Proposed exceptions</h2>\n");
    for (Proposals found : proposals) {
      for (Proposal proposal : found.proposals()) {
        html.append("<h3>")
            .append(escaped(found.rule()))
            .append("</h3>\n<p><span class=\"good\">leaves out ")
            .append(Quantities.grouped(proposal.hitsRemoved()))
            .append(" of ")
            .append(Quantities.grouped(found.hits()))
            .append(" hits</span>; loses ")
            .append(proposal.attackStepsLost())
            .append(" of ")
            .append(proposal.attackStepsCaught())
            .append(" attack steps; spoofable: ")
            .append(
                escaped(
                    proposal.spoofableFields().isEmpty()
                        ? "nothing"
                        : String.join(", ", proposal.spoofableFields())))
            .append("</p>\n<p>")
            .append(
                escaped(
                    proposal.tests().stream()
                        .map(FieldTest::text)
                        .collect(Collectors.joining(" and "))))
            .append("</p>\n<pre>")
            .append(escaped(proposal.overlay()))
            .append("</pre>\n");
      }
    }
    return html.toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
