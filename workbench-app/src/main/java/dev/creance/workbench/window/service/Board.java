package dev.creance.workbench.window.service;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.noise.NoiseMeter;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.recording.Workload;
import dev.creance.tuning.statistics.Interval;
import dev.creance.tuning.statistics.Proportion;
import dev.creance.tuning.statistics.Rate;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.window.shown.NoiseBoard;
import dev.creance.workbench.window.shown.NoiseRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Makes the noise board. */
final class Board {
  private static final int SLICES = 48;
  private static final int WORKLOADS = 14;

  private final Recordings recordings;

  Board(Recordings recordings) {
    this.recordings = recordings;
  }

  NoiseBoard of(Ruleset ruleset) throws CorpusException, InterruptedException {
    List<Rule> rules = ruleset.rules().stream().filter(Rule::enabled).toList();
    if (recordings.all().isEmpty() || rules.isEmpty()) {
      return NoiseBoard.EMPTY;
    }
    NoiseReport report = new NoiseMeter(recordings).measure(rules);
    HitTable hits = HitTable.collect(recordings, rules, List.of(new Workload()));
    Timeline timeline = new Timeline(recordings, SLICES);
    List<List<Integer>> timelines = timelines(rules, hits, timeline);
    Workloads workloads = Workloads.of(hits);
    List<NoiseRow> rows = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      rows.add(row(report, report.rules().get(i), timelines.get(i), workloads.of(i)));
    }
    rows.sort(
        Comparator.comparingDouble((NoiseRow row) -> -row.perDay())
            .thenComparingLong(row -> -row.hits())
            .thenComparing(NoiseRow::rule));
    return new NoiseBoard(
        rows, exposure(report), summary(report, rows), workloads.names, timeline.marks());
  }

  private static List<List<Integer>> timelines(List<Rule> rules, HitTable hits, Timeline timeline) {
    int[][] slices = new int[rules.size()][SLICES];
    for (int hit = 0; hit < hits.size(); hit++) {
      slices[hits.rule(hit)][timeline.slice(hits.recording(hit), hits.time(hit))]++;
    }
    return Arrays.stream(slices).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  /** The workloads with most hits, and the hits of each rule by them. */
  private record Workloads(List<String> names, int[][] counts) {
    static Workloads of(HitTable hits) {
      int[] totals = new int[hits.values(0).size()];
      for (int hit = 0; hit < hits.size(); hit++) {
        if (hits.code(0, hit) != HitTable.MISSING) {
          totals[hits.code(0, hit)]++;
        }
      }
      List<Integer> order =
          IntStream.range(0, totals.length)
              .boxed()
              .sorted(Comparator.comparingInt(code -> -totals[code]))
              .toList();
      int kept = order.size() <= WORKLOADS ? order.size() : WORKLOADS - 1;
      int[] columns = new int[totals.length];
      Arrays.fill(columns, kept);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < kept; i++) {
        columns[order.get(i)] = i;
        names.add(ShownText.of(hits.values(0).get(order.get(i))));
      }
      if (kept < order.size()) {
        names.add("all others");
      }
      int[][] counts = new int[hits.rules().size()][names.size()];
      for (int hit = 0; hit < hits.size(); hit++) {
        if (hits.code(0, hit) != HitTable.MISSING) {
          counts[hits.rule(hit)][columns[hits.code(0, hit)]]++;
        }
      }
      return new Workloads(names, counts);
    }

    List<Integer> of(int rule) {
      return Arrays.stream(counts[rule]).boxed().toList();
    }
  }

  private static NoiseRow row(
      NoiseReport report, RuleNoise noise, List<Integer> timeline, List<Integer> workloads) {
    boolean normal = noise.noise().isPresent();
    Rate rate =
        noise
            .noise()
            .orElseGet(
                () -> new Rate(noise.hits(), Math.max(report.recordedDays(), Double.MIN_NORMAL)));
    Interval interval = rate.interval();
    String priority = noise.rule().priority().name();
    return new NoiseRow(
        noise.rule().name(),
        priority.charAt(0) + priority.substring(1).toLowerCase(Locale.ROOT),
        List.copyOf(noise.rule().tags()),
        noise.hits(),
        noise.attackHits(),
        noise.signatures(),
        rate.value(),
        interval.low(),
        interval.high(),
        normal,
        noise.stepsCaught(),
        noise.hitRate().map(Proportion::trials).orElse(0L),
        noise.hitRate().map(Proportion::successes).orElse(0L),
        timeline,
        workloads);
  }

  private static String exposure(NoiseReport report) {
    return report.normalDays() > 0
        ? "hits per node and day on " + days(report.normalDays()) + " labelled normal"
        : "nothing is labelled normal: hits per node and day on all "
            + days(report.recordedDays())
            + " recorded";
  }

  private static String days(double days) {
    double seconds = days * 86400;
    return seconds < 600
        ? Quantities.seconds(seconds)
        : days < 1
            ? String.format(Locale.ROOT, "%.1f h", days * 24)
            : String.format(Locale.ROOT, "%.1f days", days);
  }

  private static String summary(NoiseReport report, List<NoiseRow> rows) {
    long hits = rows.stream().mapToLong(NoiseRow::hits).sum();
    long firing = rows.stream().filter(row -> row.hits() > 0).count();
    return Quantities.count(hits, "hit", "hits")
        + " of "
        + firing
        + " of "
        + Quantities.count(rows.size(), "rule", "rules")
        + report
            .hitRate()
            .map(rate -> "; " + rate.successes() + " of " + rate.trials() + " attack steps caught")
            .orElse("");
  }
}
