package dev.creance.workbench.report;

import dev.creance.tuning.growth.Growth;
import dev.creance.tuning.growth.Growth.RuleGrowth;
import dev.creance.tuning.growth.Growth.Stretch;
import dev.creance.workbench.terminal.Quantities;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/** Noise over time as pictures: all rules together, then the noisiest ones. */
final class HtmlTimelines {
  private static final int RULES = 8;
  private static final int WIDTH = 760;
  private static final int HEIGHT = 70;
  private static final double WIDEST = 40;

  private final Growth growth;

  HtmlTimelines(Growth growth) {
    this.growth = growth;
  }

  String text() {
    List<RuleGrowth> noisiest =
        growth.rules().stream()
            .filter(rule -> rule.total() > 0)
            .sorted(
                Comparator.comparingLong(RuleGrowth::total)
                    .reversed()
                    .thenComparing(rule -> rule.rule().name()))
            .toList();
    if (noisiest.isEmpty()) {
      return "";
    }
    StringBuilder html =
        new StringBuilder("<h2>Noise over time, by ")
            .append(growth.unit().name().toLowerCase(Locale.ROOT))
            .append("</h2>\n");
    html.append(
        timeline(
            "all rules", at -> noisiest.stream().mapToLong(rule -> rule.hits().get(at)).sum(), ""));
    noisiest.stream()
        .limit(RULES)
        .forEach(
            rule -> html.append(timeline(rule.rule().name(), rule.hits()::get, outlook(rule))));
    return html.toString();
  }

  private static String outlook(RuleGrowth rule) {
    return rule.inAYear()
        .map(forecast ->
            "in a year "
                + Quantities.rate(forecast.perNodeDay())
                + " per node-day ("
                + NoiseText.interval(forecast.interval())
                + ")")
        .orElse(rule.lack());
  }

  /** Hits per node-day of each stretch; gaps stay gaps. */
  private String timeline(String name, IntToLongFunction hits, String outlook) {
    List<Stretch> stretches = growth.stretches();
    double most = 0;
    for (int i = 0; i < stretches.size(); i++) {
      most = Math.max(most, hits.applyAsLong(i) / stretches.get(i).nodeDays());
    }
    long first = stretches.getFirst().start() / growth.unit().nanos();
    long last = stretches.getLast().start() / growth.unit().nanos();
    double step = Math.min(WIDEST, (double) WIDTH / (last - first + 1));
    StringBuilder svg =
        new StringBuilder("<p>")
            .append(HtmlReport.escaped(name))
            .append(" <span class=\"dim\">")
            .append(HtmlReport.escaped(outlook))
            .append("</span><br><svg width=\"")
            .append(WIDTH + 20)
            .append("\" height=\"")
            .append(HEIGHT + 22)
            .append("\" role=\"img\" aria-label=\"")
            .append(HtmlReport.escaped(name).replace("\"", "&quot;"))
            .append("\">");
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      double rate = hits.applyAsLong(i) / stretch.nodeDays();
      double height = most == 0 ? 0 : HEIGHT * rate / most;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"var(--bar)\">"
                  + "<title>%s: %s hits, %s per node-day</title></rect>",
              (stretch.start() / growth.unit().nanos() - first) * step,
              HEIGHT - Math.max(1, height),
              Math.max(1, step * 0.85),
              Math.max(1, height),
              moment(stretch),
              Quantities.grouped(hits.applyAsLong(i)),
              Quantities.rate(rate)));
    }
    return svg.append("<text x=\"0\" y=\"")
        .append(HEIGHT + 16)
        .append("\">")
        .append(moment(stretches.getFirst()))
        .append(" – ")
        .append(moment(stretches.getLast()))
        .append(" UTC, at most ")
        .append(Quantities.rate(most))
        .append(" per node-day</text></svg></p>\n")
        .toString();
  }

  private static String moment(Stretch stretch) {
    return Quantities.moment(stretch.start()).substring(0, 16);
  }
}
