package dev.creance.rollout.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.MeasureReport.RuleMeasure;
import dev.creance.rollout.gate.Judgement.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final Duration SOAK = Duration.ofMinutes(30);
  private static final double HOURS = 48;

  /** Values by direct summation in another program. */
  @ParameterizedTest
  @CsvSource({
    "12, 24, 10, 5, 0.560576634235",
    "12, 24, 10, 12, 0.022333952106",
    "0, 24, 1, 1, 0.020204102887",
    "0, 24, 10, 3, 0.009023238111",
    "500, 100, 100, 600, 0.001338659005",
    "3, 2, 200, 300, 0.540330640881",
    "100000, 1000, 10, 1100, 0.001015774542"
  })
  void foretellsHits(long count, double exposure, double hours, long hits, double probability) {
    assertThat(new Foretold(count, exposure).in(hours, 1).atLeast(hits))
        .isCloseTo(probability, within(1e-9));
  }

  @Test
  void quantilesAreWhereTheProbabilityFalls() {
    for (long count : new long[] {0, 1, 7, 300, 1_000_000}) {
      for (double hours : new double[] {0.01, 1, 50, 5000}) {
        Foretold.Expected expected = new Foretold(count, 24).in(hours, 1);
        long high = expected.quantile(0.025);
        assertThat(expected.atLeast(high + 1)).isLessThanOrEqualTo(0.025);
        assertThat(high == 0 || expected.atLeast(high) > 0.025).isTrue();
      }
    }
  }

  private static MeasureReport report(Map<String, Long> normal) {
    List<RuleMeasure> rules = new ArrayList<>();
    new TreeMap<>(normal)
        .forEach((rule, hits) ->
            rules.add(new RuleMeasure(rule, Map.of("normal", hits), hits / HOURS, 0, 0)));
    return new MeasureReport(
        List.of(new MeasureReport.Corpus("day", "sha256:" + "0".repeat(64), 1000, HOURS)),
        rules,
        List.of(),
        List.of());
  }

  private static Measured measured(double hours, Map<String, Long> hits) {
    return new Measured(10, 10, hours, hits, 0, 1_000_000, 0);
  }

  private static Judgement judge(Measured measured, Duration elapsed) {
    return new Gate(GateRules.USUAL, report(Map.of("busy", 480L, "quiet", 0L)))
        .judge(measured, elapsed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10 | 100  | 0  | 40 | PASS | ''
          10 | 0    | 0  | 40 | PASS | ''
          10 | 190  | 1  | 40 | PASS | ''
          10 | 400  | 0  | 40 | FAIL | busy: 400 hits, where 79 to 122 were foretold (40.0 per node-hour, foretold 10.0)
          10 | 400  | 0  | 1  | FAIL | busy: 400 hits
          10 | 100  | 30 | 40 | FAIL | quiet: 30 hits, where 0 to
          10 | 100  | 0  | 10 | WAIT | it soaks for 30 min, now for 10 min
          0.1 | 1   | 0  | 40 | WAIT | 0.10 of 1.00 node-hours are measured
          0  | 0    | 0  | 40 | WAIT | 0.00 of 1.00 node-hours are measured
          0.1 | 1   | 0  | 1500 | HOLD | 0.10 of 1.00 node-hours are measured
          """)
  void judgesByWhatWasForetold(
      double hours, long busy, long quiet, long minutes, Decision decision, String reason) {
    Judgement judgement =
        judge(measured(hours, Map.of("busy", busy, "quiet", quiet)), Duration.ofMinutes(minutes));
    assertThat(judgement.decision()).as("%s", judgement).isEqualTo(decision);
    assertThat(String.join("; ", judgement.reasons())).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10 | 10 | 1 | 1000 | 0  | FAIL | 1 agent could not load the release or refused it
          10 | 10 | 0 | 1000 | 90 | FAIL | 8.26% of the events were lost; 1.00% are allowed
          10 | 9  | 0 | 1000 | 0  | WAIT | 9 of 10 nodes run the release
          0  | 0  | 0 | 1000 | 0  | WAIT | no node reports
          10 | 10 | 0 | 0    | 0  | WAIT | its agents saw no event
          10 | 10 | 0 | 1000 | 1  | PASS | ''
          """)
  void judgesByHealth(
      int nodes, int running, long errors, long events, long lost, Decision decision, String why) {
    Judgement judgement =
        judge(new Measured(nodes, running, 10, Map.of(), errors, events, lost), SOAK);
    assertThat(judgement.decision()).isEqualTo(decision);
    assertThat(String.join("; ", judgement.reasons())).contains(why);
  }

  @Test
  void withoutAForecastSomebodyDecides() {
    Judgement judgement =
        new Gate(GateRules.USUAL, MeasureReport.EMPTY).judge(measured(10, Map.of("r", 3L)), SOAK);
    assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
    assertThat(judgement.reasons()).first().asString().contains("no noise was foretold");
  }

  /**
   * A release that is exactly as noisy as the tolerance allows, looked at every minute: the gate
   * fails no oftener than it says; at ten times the noise it fails always.
   */
  @Test
  void failsByChanceNoOftenerThanItSays() {
    long seed = Long.getLong("creance.seed", 20_260_102);
    Random random = new Random(seed);
    int runs = 400;
    int alarms = 0;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      Map<String, Long> normal = new TreeMap<>();
      double[] rates = new double[30];
      for (int rule = 0; rule < rates.length; rule++) {
        rates[rule] = Math.exp(random.nextDouble() * 8 - 5);
        normal.put("rule " + rule, poisson(random, rates[rule] * HOURS));
      }
      Gate gate = new Gate(GateRules.USUAL, report(normal));
      alarms += fails(gate, rates, GateRules.USUAL.tolerance(), -1, random) ? 1 : 0;
      found += fails(gate, rates, 1, random.nextInt(rates.length), random) ? 1 : 0;
    }
    assertThat(alarms).as("false alarms of %d, seed %d", runs, seed).isLessThanOrEqualTo(13);
    assertThat(found).as("noisy rules found of %d, seed %d", runs, seed).isEqualTo(runs);
  }

  /** Thirty looks at ten nodes; a noisy rule adds 20 hits per node-hour and nine times its own. */
  private static boolean fails(Gate gate, double[] rates, double factor, int noisy, Random random) {
    long[] hits = new long[rates.length];
    for (int minute = 1; minute <= 30; minute++) {
      Map<String, Long> counted = new TreeMap<>();
      for (int rule = 0; rule < rates.length; rule++) {
        double rate = rates[rule] * factor + (rule == noisy ? 20 + 9 * rates[rule] : 0);
        hits[rule] += poisson(random, rate * 10 / 60);
        counted.put("rule " + rule, hits[rule]);
      }
      Judgement judgement =
          gate.judge(measured(minute * 10 / 60.0, counted), Duration.ofMinutes(minute));
      if (judgement.decision() == Decision.FAIL) {
        return true;
      }
    }
    return false;
  }

  private static long poisson(Random random, double mean) {
    if (mean > 30) {
      return poisson(random, mean / 2) + poisson(random, mean / 2);
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
