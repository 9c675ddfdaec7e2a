package dev.creance.tuning.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals hold the true value as often as they say. */
class IntervalCoverageTest {
  private static final int CORPORA = 2000;

  @ParameterizedTest
  @ValueSource(longs = {11, 2026, 424242})
  void ratesOfSimulatedCorporaAreInTheirIntervals(long seed) {
    Random random = new Random(seed);
    int covered = 0;
    for (int i = 0; i < CORPORA; i++) {
      double days = 0.1 + 30 * random.nextDouble();
      double perDay = Math.exp(Math.log(2) + random.nextDouble() * Math.log(500)) / days;
      long hits = poisson(random, perDay * days);
      covered += new Rate(hits, days).interval().contains(perDay) ? 1 : 0;
    }
    assertThat((double) covered / CORPORA).as("seed %d", seed).isBetween(0.93, 0.97);
  }

  /** The exact coverage, mean by mean: the sum of the probabilities of the counts that cover it. */
  @Test
  void exactCoverageStaysInTheBandForEveryMeanAboveFour() {
    double sum = 0;
    int means = 0;
    for (double mean = 4; mean < 120; mean *= 1.01) {
      double covered = 0;
      double probability = Math.exp(-mean);
      for (long count = 0; count < 400; count++) {
        covered += Rate.mean(count).contains(mean) ? probability : 0;
        probability *= mean / (count + 1);
      }
      assertThat(covered).as("mean %s", mean).isBetween(0.925, 0.975);
      sum += covered;
      means++;
    }
    assertThat(sum / means).isCloseTo(0.95, within(0.005));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 2026, 424242})
  void hitRatesOfSimulatedCorporaAreInTheirIntervals(long seed) {
    Random random = new Random(seed);
    int covered = 0;
    for (int i = 0; i < CORPORA; i++) {
      int steps = 20 + random.nextInt(200);
      double rate = 0.05 + 0.9 * random.nextDouble();
      long caught = random.doubles(steps).filter(draw -> draw < rate).count();
      covered += new Proportion(caught, steps).interval().contains(rate) ? 1 : 0;
    }
    assertThat((double) covered / CORPORA).as("seed %d", seed).isBetween(0.93, 0.97);
  }

  /** Mid-P limits, worked out by adding up probabilities. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,   0,       2.9957
          1,   0.0497,  4.9296
          5,   1.8305,  11.0845
          10,  5.0814,  17.8227
          100, 81.7918, 121.1035
          """)
  void limitsOfSmallCounts(long count, double low, double high) {
    assertThat(Rate.mean(count).low()).isCloseTo(low, within(0.01));
    assertThat(Rate.mean(count).high()).isCloseTo(high, within(0.01));
  }

  @Test
  void largeCountsJoinSmallOnesWithoutAStep() {
    Interval exact = Rate.mean(100_000);
    Interval approximate = Rate.mean(100_001);
    assertThat(approximate.low() - exact.low()).isCloseTo(1, within(0.05));
    assertThat(approximate.high() - exact.high()).isCloseTo(1, within(0.05));
  }

  /** Newcombe 1998, table I. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          81, 263, 0.2553, 0.3662
          15, 148, 0.0624, 0.1605
          0,  20,  0,      0.1611
          1,  29,  0.0061, 0.1718
          20, 20,  0.8389, 1
          """)
  void wilsonAsPublished(long successes, long trials, double low, double high) {
    Interval interval = new Proportion(successes, trials).interval();
    assertThat(interval.low()).isCloseTo(low, within(0.0001));
    assertThat(interval.high()).isCloseTo(high, within(0.0001));
  }

  /** By multiplication for small means, by halves for large ones. */
  private static long poisson(Random random, double mean) {
    if (mean > 500) {
      return poisson(random, mean / 2) + poisson(random, mean / 2);
    }
    double limit = Math.exp(-mean);
    long count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
