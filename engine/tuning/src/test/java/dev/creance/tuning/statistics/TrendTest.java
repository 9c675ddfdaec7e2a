package dev.creance.tuning.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final long SEED = 20261125;

  private static double[] days(int count) {
    double[] days = new double[count];
    Arrays.setAll(days, i -> i);
    return days;
  }

  @Test
  void aLineIsFoundWhateverAFewPointsDo() {
    double[] x = days(21);
    double[] y = new double[21];
    Arrays.setAll(y, i -> 3 + 0.5 * i);
    y[4] = 1000;
    y[17] = -1000;
    Trend trend = Trend.of(x, y).orElseThrow();
    assertThat(trend.slope()).isEqualTo(0.5);
    assertThat(trend.slopeInterval().contains(0.5)).isTrue();
    assertThat(trend.at(365)).isEqualTo(3 + 0.5 * 365, within(1e-9));
    assertThat(trend.probability()).isLessThan(0.001);
  }

  @Test
  void wherePointsAreFewOrOfOneXThereIsNone() {
    assertThat(Trend.of(days(7), days(7))).isEqualTo(Optional.empty());
    assertThat(Trend.of(new double[9], days(9))).isEqualTo(Optional.empty());
  }

  @Test
  void whereNothingChangesNothingGrows() {
    Trend trend = Trend.of(days(10), new double[10]).orElseThrow();
    assertThat(trend.slope()).isZero();
    assertThat(trend.probability()).isEqualTo(1);
    assertThat(trend.intervalAt(400)).isEqualTo(new Interval(0, 0));
  }

  /** The true slope and the true rate a year on are in the intervals as often as they say. */
  @Test
  void intervalsCoverWhatIsTrue() {
    Random random = new Random(SEED);
    int runs = 2000;
    int slopes = 0;
    int forecasts = 0;
    int falseAlarms = 0;
    for (int run = 0; run < runs; run++) {
      double level = 5 + random.nextInt(60);
      double growth = run % 2 == 0 ? 0 : random.nextDouble() * level / 60;
      double[] x = days(30 + random.nextInt(60));
      double[] y = new double[x.length];
      Arrays.setAll(y, i -> poisson(level + growth * i, random));
      Trend trend = Trend.of(x, y).orElseThrow();
      slopes += trend.slopeInterval().contains(growth) ? 1 : 0;
      double then = x.length - 1 + 365;
      forecasts += trend.intervalAt(then).contains(level + growth * then) ? 1 : 0;
      falseAlarms += growth == 0 && trend.probability() < 0.05 ? 1 : 0;
    }
    assertThat(slopes / (double) runs).as("slopes, seed %d", SEED).isBetween(0.93, 0.98);
    assertThat(forecasts / (double) runs).as("forecasts, seed %d", SEED).isBetween(0.93, 0.98);
    assertThat(falseAlarms / (runs / 2.0)).as("alarms, seed %d", SEED).isBetween(0.03, 0.07);
  }

  private static double poisson(double mean, Random random) {
    double product = random.nextDouble();
    double limit = Math.exp(-mean);
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
