package dev.creance.tuning.growth;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.growth.Growth.Forecast;
import dev.creance.tuning.growth.Growth.RuleGrowth;
import dev.creance.tuning.growth.Growth.Stretch;
import dev.creance.tuning.growth.Growth.Unit;
import dev.creance.tuning.recording.Exposure;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.recording.Workload;
import dev.creance.tuning.statistics.Trend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Measures how the noise of rules grows. */
public final class GrowthMeter {
  /** Trends of fewer hits than this are luck. */
  static final int LEAST_HITS = 10;

  /** A trend takes at least a week: before, it tells of the hour of the day. */
  static final int LEAST_TREND_DAYS = 7;

  /** A forecast of a year takes at least four weeks. */
  static final int LEAST_DAYS = 28;

  private static final double YEAR = 365;

  /** A stretch of which less than this is recorded tells more of chance than of time. */
  private static final double LEAST_SHARE = 0.02;

  private static final int MOST_STRETCHES = 800;

  /** What workloads do all the time: enough to see which there are. */
  private static final String SIGNS_OF_LIFE =
      """
      - rule: signs of life
        desc: a workload does something
        condition: evt.type in (execve, execveat, open, openat, connect, accept, accept4, procexit)
        output: none
        priority: DEBUG
      - rule: signs of life in an audit log
        desc: a user does something
        condition: ka.verb exists
        output: none
        priority: DEBUG
        source: k8s_audit
      """;

  private final Recordings recordings;

  public GrowthMeter(Recordings recordings) {
    this.recordings = recordings;
  }

  /** Measures rules, whether or not they are enabled. */
  public Growth measure(List<Rule> rules) throws CorpusException, InterruptedException {
    Unit unit = unit();
    TreeMap<Long, Double> exposed = exposed(unit);
    List<Long> starts =
        exposed.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList();
    TreeMap<Long, Integer> places = new TreeMap<>();
    starts.forEach(start -> places.put(start, places.size()));
    BitSet[] workloads = workloads(unit, places);
    List<Stretch> stretches = new ArrayList<>();
    for (long start : starts) {
      stretches.add(
          new Stretch(
              start * unit.nanos(),
              exposed.getOrDefault(start, 0.0),
              workloads[stretches.size()].cardinality()));
    }
    long[][] hits = new long[rules.size()][stretches.size()];
    HitTable table = HitTable.collect(recordings, rules, List.of());
    for (int hit = 0; hit < table.size(); hit++) {
      Integer place = places.get(Math.floorDiv(table.time(hit), unit.nanos()));
      if (table.normal(hit) && place != null) {
        hits[table.rule(hit)][place]++;
      }
    }
    List<RuleGrowth> grown = new ArrayList<>();
    for (int i = 0; i < hits.length; i++) {
      grown.add(growth(rules.get(i), hits[i], stretches, unit));
    }
    return new Growth(unit, stretches, grown);
  }

  /** Days where there are enough of them; else what makes enough stretches. */
  private Unit unit() {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < recordings.all().size(); i++) {
      for (Exposure exposure : recordings.labels(i).normalExposures()) {
        for (Exposure.Stretch stretch : exposure.stretches()) {
          first = Math.min(first, stretch.start());
          last = Math.max(last, stretch.end());
        }
      }
    }
    double nanos = first > last ? 0 : (double) last - first;
    if (nanos > (double) Unit.DAY.nanos() * MOST_STRETCHES) {
      return Unit.WEEK;
    }
    if (nanos >= (double) Unit.DAY.nanos() * (Trend.LEAST_POINTS - 1)) {
      return Unit.DAY;
    }
    return nanos >= (double) Unit.HOUR.nanos() * (Trend.LEAST_POINTS - 1) ? Unit.HOUR : Unit.MINUTE;
  }

  /** Node-days labelled normal by the number of the stretch since the epoch. */
  private TreeMap<Long, Double> exposed(Unit unit) {
    TreeMap<Long, Double> days = new TreeMap<>();
    for (int i = 0; i < recordings.all().size(); i++) {
      for (Exposure exposure : recordings.labels(i).normalExposures()) {
        for (Exposure.Stretch stretch : exposure.stretches()) {
          long at = stretch.start();
          while (at < stretch.end()) {
            long number = Math.floorDiv(at, unit.nanos());
            long next = Math.min(stretch.end(), (number + 1) * unit.nanos());
            days.merge(number, (next - at) / Exposure.NANOS_PER_DAY, Double::sum);
            at = next;
          }
        }
      }
    }
    return days;
  }

  private BitSet[] workloads(Unit unit, Map<Long, Integer> places)
      throws CorpusException, InterruptedException {
    List<Rule> signs =
        new RulesetLoader(LoadOptions.defaults())
            .load(List.of(new SourceFile("signs of life", SIGNS_OF_LIFE)))
            .ruleset()
            .rules();
    BitSet[] seen = new BitSet[places.size()];
    Arrays.setAll(seen, i -> new BitSet());
    HitTable table = HitTable.collect(recordings, signs, List.of(new Workload()));
    for (int hit = 0; hit < table.size(); hit++) {
      Integer place = places.get(Math.floorDiv(table.time(hit), unit.nanos()));
      int workload = table.code(0, hit);
      if (table.normal(hit) && place != null && workload != HitTable.MISSING) {
        seen[place].set(workload);
      }
    }
    return seen;
  }

  private static RuleGrowth growth(Rule rule, long[] hits, List<Stretch> stretches, Unit unit) {
    List<Long> counted = Arrays.stream(hits).boxed().toList();
    int[] used = used(stretches, unit);
    double[] day = new double[used.length];
    double[] workloads = new double[used.length];
    double[] rate = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      Stretch stretch = stretches.get(used[i]);
      day[i] = (stretch.start() - stretches.getFirst().start()) / Exposure.NANOS_PER_DAY;
      workloads[i] = stretch.workloads();
      rate[i] = hits[used[i]] / stretch.nodeDays();
    }
    long total = Arrays.stream(hits).sum();
    double span = used.length == 0 ? 0 : day[used.length - 1] - day[0];
    String lack = lack(total, used.length, span, unit);
    Optional<Trend> overTime =
        total < LEAST_HITS || span < LEAST_TREND_DAYS ? Optional.empty() : Trend.of(day, rate);
    Optional<Forecast> inAYear =
        overTime
            .filter(trend -> lack.isEmpty())
            .map(trend -> {
              double then = day[used.length - 1] + YEAR;
              return new Forecast(trend.at(then), trend.intervalAt(then));
            });
    boolean varied = Arrays.stream(workloads).distinct().count() >= 3;
    return new RuleGrowth(
        rule,
        counted,
        overTime,
        lack,
        inAYear,
        varied && total >= LEAST_HITS ? Trend.of(workloads, rate) : Optional.empty());
  }

  /** Stretches of which enough is recorded. */
  private static int[] used(List<Stretch> stretches, Unit unit) {
    double least = unit.nanos() / Exposure.NANOS_PER_DAY * LEAST_SHARE;
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      if (stretches.get(i).nodeDays() >= least) {
        used.add(i);
      }
    }
    return used.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String lack(long hits, int stretches, double days, Unit unit) {
    String takes =
        ": a trend takes " + LEAST_TREND_DAYS + " days, a year's forecast " + LEAST_DAYS + " days";
    if (hits < LEAST_HITS) {
      return "of so few hits no trend: it takes " + LEAST_HITS;
    }
    if (unit.nanos() < Unit.DAY.nanos() || stretches < Trend.LEAST_POINTS) {
      String word = unit.name().toLowerCase(Locale.ROOT);
      return stretches + " " + word + (stretches == 1 ? "" : "s") + " recorded" + takes;
    }
    return days < LEAST_DAYS ? Math.round(days + 1) + " days recorded" + takes : "";
  }
}
