package dev.creance.workbench.report;

import dev.creance.events.Utf8Text;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.noise.NoiseReport.Share;
import dev.creance.tuning.noise.NoiseReport.StepOutcome;
import dev.creance.tuning.noise.NoiseReport.TechniqueCoverage;
import dev.creance.tuning.statistics.Interval;
import dev.creance.tuning.statistics.Proportion;
import dev.creance.tuning.statistics.Rate;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Noise and hit rate as tables. */
public final class NoiseText {
  private static final int SHARES = 12;

  private final NoiseReport report;
  private final Ink ink;

  public NoiseText(NoiseReport report, Ink ink) {
    this.report = report;
    this.ink = ink;
  }

  /** The rules with hits or with attack steps meant for them, the noisiest first. */
  public List<String> rules() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("rule"),
                TextTable.right("hits"),
                TextTable.right("normal"),
                TextTable.right("distinct"),
                TextTable.right("per node-day"),
                TextTable.left("95% interval"),
                TextTable.right("steps"),
                TextTable.left("caught of those meant for it"),
                TextTable.left("precision")));
    report.rules().stream()
        .filter(rule -> rule.hits() > 0 || rule.hitRate().isPresent())
        .sorted(
            Comparator.comparingLong((RuleNoise rule) -> -rule.normalHits())
                .thenComparingLong(rule -> -rule.hits())
                .thenComparing(rule -> rule.rule().name()))
        .forEach(rule -> row(table, rule));
    return table.isEmpty() ? List.of() : table.lines(ink);
  }

  private void row(TextTable table, RuleNoise rule) {
    table.row(
        rule.rule().name(),
        Quantities.grouped(rule.hits()),
        Quantities.grouped(rule.normalHits()),
        Quantities.grouped(rule.normalSignatures()),
        rule.noise().map(rate -> Quantities.rate(rate.value())).orElse("–"),
        rule.noise().map(rate -> interval(rate.interval())).orElse(""),
        Quantities.grouped(rule.stepsCaught()),
        rule.hitRate().map(NoiseText::proportion).orElse(""),
        rule.precision().map(NoiseText::proportion).orElse(""));
  }

  /** Where the normal hits of a rule come from. */
  public List<String> detail(RuleNoise rule) {
    List<String> lines = new ArrayList<>();
    lines.addAll(shares("workload", rule.workloads(), rule));
    lines.add("");
    lines.addAll(shares("host", rule.hosts(), rule));
    lines.add("");
    TextTable hours =
        new TextTable(
            List.of(
                TextTable.right("hour (UTC)"),
                TextTable.right("hits"),
                TextTable.right("per node-day")));
    for (int hour = 0; hour < 24; hour++) {
      double days = report.hourDays().get(hour);
      long hits = rule.hours().get(hour);
      if (days > 0) {
        hours.row(
            String.format(Locale.ROOT, "%02d", hour),
            Quantities.grouped(hits),
            Quantities.rate(hits / days));
      }
    }
    lines.addAll(hours.isEmpty() ? List.of() : hours.lines(ink));
    return lines;
  }

  private List<String> shares(String heading, List<Share> shares, RuleNoise rule) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left(heading),
                TextTable.right("hits"),
                TextTable.right("share"),
                TextTable.right("distinct")));
    for (Share share : shares.subList(0, Math.min(SHARES, shares.size()))) {
      table.row(
          Utf8Text.decode(share.name()),
          Quantities.grouped(share.hits()),
          percent((double) share.hits() / rule.normalHits()),
          Quantities.grouped(share.signatures()));
    }
    List<String> lines = new ArrayList<>(table.lines(ink));
    if (shares.size() > SHARES) {
      lines.add("and " + Quantities.grouped(shares.size() - SHARES) + " more");
    }
    return lines;
  }

  /** The labelled attack steps, those that nothing catches first. */
  public List<String> steps() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("attack step"),
                TextTable.left("technique"),
                TextTable.left("caught by")));
    report.steps().stream()
        .sorted(Comparator.comparing(StepOutcome::caught))
        .forEach(step ->
            table.row(
                step.step().name(),
                String.join(" ", step.techniques()),
                step.caught()
                    ? String.join(", ", step.caughtBy())
                    : ink.in(
                        Style.RED,
                        step.aimed().isEmpty()
                            ? "nothing"
                            : "nothing; meant for " + String.join(", ", step.aimed()))));
    return table.isEmpty() ? List.of() : table.lines(ink);
  }

  /** The techniques that are labelled, then how many are only claimed. */
  public List<String> techniques() {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("technique"),
                TextTable.left("hit rate"),
                TextTable.left("caught by")));
    long claimed = 0;
    for (TechniqueCoverage technique : report.techniques()) {
      if (technique.hitRate().isEmpty()) {
        claimed++;
        continue;
      }
      table.row(
          technique.id(),
          proportion(technique.hitRate().get()),
          technique.caughtBy().isEmpty()
              ? ink.in(Style.RED, "nothing")
              : String.join(", ", technique.caughtBy()));
    }
    List<String> lines = new ArrayList<>(table.isEmpty() ? List.of() : table.lines(ink));
    if (claimed > 0) {
      lines.add(
          Quantities.count(claimed, "technique is", "techniques are")
              + " claimed by rules' tags and not labelled in these corpora");
    }
    return lines;
  }

  /** One line: the noise of all, the hit rate of all, over how much. */
  public String summary() {
    Optional<Rate> noise = report.noise();
    Optional<Proportion> rate = report.hitRate();
    String quiet =
        noise
            .map(all ->
                Quantities.count(all.count(), "hit", "hits")
                    + " on "
                    + days(report.normalDays())
                    + " labelled normal: "
                    + Quantities.rate(all.value())
                    + " per node-day ("
                    + interval(all.interval())
                    + ")")
            .orElse(
                "nothing is labelled normal (creance import CAPTURE --into CORPUS --label normal)");
    String caught =
        rate.map(all -> "attack steps caught: " + proportion(all))
            .orElse("no attack steps are labelled");
    return quiet + "; " + caught;
  }

  static String interval(Interval interval) {
    return Quantities.rate(interval.low()) + " – " + Quantities.rate(interval.high());
  }

  static String proportion(Proportion proportion) {
    return proportion.successes()
        + " of "
        + proportion.trials()
        + " ("
        + percent(proportion.interval().low())
        + " – "
        + percent(proportion.interval().high())
        + ")";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, share > 0 && share < 0.1 ? "%.1f%%" : "%.0f%%", share * 100);
  }

  /** Node-days, or the smaller unit that reads better. */
  static String days(double days) {
    return days >= 1
        ? Quantities.rate(days) + " node-days"
        : Quantities.seconds(days * 86400) + " of a node";
  }
}
