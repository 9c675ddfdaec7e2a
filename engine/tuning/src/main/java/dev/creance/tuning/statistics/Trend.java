package dev.creance.tuning.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * A line through points by Theil and Sen: its slope is the median of the slopes of all pairs, so
 * that a few odd days don't bend it, and it supposes nothing of how the values scatter.
 *
 * @param slope per unit of x
 * @param slopeInterval where the true slope lies, with 95% confidence (Sen's, by Kendall's S)
 * @param middle the median of x: what the line turns about
 * @param level the line's value there
 * @param levelInterval of the level, 95% (order statistics of the residuals)
 * @param probability of a Kendall's S at least as far from 0 if nothing grows (Mann–Kendall,
 *     two-sided): small when there is a trend
 */
public record Trend(
    double slope,
    Interval slopeInterval,
    double middle,
    double level,
    Interval levelInterval,
    double probability) {
  private static final double Z = 1.959963984540054;

  /** Points fewer than this make no line. */
  public static final int LEAST_POINTS = 8;

  /**
   * The line through points.
   *
   * @return empty when there are fewer than {@link #LEAST_POINTS}, or all have the same x
   */
  public static Optional<Trend> of(double[] x, double[] y) {
    int n = x.length;
    if (n < LEAST_POINTS) {
      return Optional.empty();
    }
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    long s = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        if (x[i] != x[j]) {
          double slope = (y[j] - y[i]) / (x[j] - x[i]);
          s += (long) Math.signum(slope);
          slopes[count++] = slope;
        }
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    slopes = Arrays.copyOf(slopes, count);
    Arrays.sort(slopes);
    double variance = variance(x, y);
    double reach = Z * Math.sqrt(variance);
    double slope = median(slopes);
    double middle = median(sorted(x));
    double[] residuals = new double[n];
    for (int i = 0; i < n; i++) {
      residuals[i] = y[i] - slope * (x[i] - middle);
    }
    Arrays.sort(residuals);
    return Optional.of(
        new Trend(
            slope,
            between(slopes, (count - reach) / 2, (count + reach) / 2),
            middle,
            median(residuals),
            between(residuals, (n - Z * Math.sqrt(n)) / 2, (n + Z * Math.sqrt(n)) / 2),
            variance == 0 ? 1 : twoSided((Math.abs(s) - (s == 0 ? 0 : 1)) / Math.sqrt(variance))));
  }

  /** Where the line is at x; not below 0, as counts never are. */
  public double at(double x) {
    return Math.max(0, level + slope * (x - middle));
  }

  /**
   * Where the true mean lies at x if what went on goes on: the uncertainties of slope and level,
   * which are independent about the middle, added in squares.
   */
  public Interval intervalAt(double x) {
    double run = x - middle;
    double centre = level + slope * run;
    double one = (slopeInterval.low() - slope) * run;
    double other = (slopeInterval.high() - slope) * run;
    return new Interval(
        Math.max(0, centre - Math.hypot(Math.min(one, other), level - levelInterval.low())),
        Math.max(0, centre + Math.hypot(Math.max(one, other), levelInterval.high() - level)));
  }

  /** Of Kendall's S when nothing grows, with its corrections for ties. */
  private static double variance(double[] x, double[] y) {
    double n = x.length;
    double tiesX = 0;
    double tiesY = 0;
    double pairsX = 0;
    double pairsY = 0;
    double triplesX = 0;
    double triplesY = 0;
    for (double t : ties(x)) {
      tiesX += t * (t - 1) * (2 * t + 5);
      pairsX += t * (t - 1);
      triplesX += t * (t - 1) * (t - 2);
    }
    for (double t : ties(y)) {
      tiesY += t * (t - 1) * (2 * t + 5);
      pairsY += t * (t - 1);
      triplesY += t * (t - 1) * (t - 2);
    }
    return Math.max(
        0,
        (n * (n - 1) * (2 * n + 5) - tiesX - tiesY) / 18
            + triplesX * triplesY / (9 * n * (n - 1) * (n - 2))
            + pairsX * pairsY / (2 * n * (n - 1)));
  }

  /** How many values are equal, for each value. */
  private static double[] ties(double[] values) {
    double[] sorted = sorted(values);
    double[] ties = new double[sorted.length];
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i > 0 && sorted[i] == sorted[i - 1]) {
        ties[count - 1]++;
      } else {
        ties[count++] = 1;
      }
    }
    return Arrays.copyOf(ties, count);
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** The values at two ranks, of which the lower is rounded down and the upper up. */
  private static Interval between(double[] sorted, double low, double high) {
    int from = Math.clamp((long) Math.floor(low) - 1, 0, sorted.length - 1);
    int to = Math.clamp((long) Math.ceil(high), 0, sorted.length - 1);
    return new Interval(sorted[from], sorted[to]);
  }

  /** P(|Z| ≥ z) of a standard normal Z: z² is chi-squared of one degree. */
  private static double twoSided(double z) {
    return z <= 0 ? 1 : GammaFunction.upper(0.5, z * z / 2);
  }
}
