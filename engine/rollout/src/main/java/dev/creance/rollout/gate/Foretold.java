package dev.creance.rollout.gate;

/**
 * How many hits are to be expected in some exposure, when so many were counted in another: the
 * predictive distribution of a Poisson rate that is itself known only by counting. It is the
 * negative binomial that Jeffreys's prior gives, so it allows for both uncertainties: few hits in a
 * short recording foretell little, and the interval says so.
 *
 * <p>{@code new Foretold(12, 24).in(10)}: 12 hits in 24 node-hours; in 10 node-hours between 1 and
 * 11 are to be expected.
 *
 * @param count hits that were counted
 * @param exposure in how many node-hours; above 0
 */
public record Foretold(long count, double exposure) {
  private static final double PRIOR = 0.5;

  /** Terms behind this share of the sum change nothing. */
  private static final double NEGLIGIBLE = 1e-17;

  public Foretold {
    if (count < 0 || !(exposure > 0)) {
      throw new IllegalArgumentException(count + " in " + exposure);
    }
  }

  /** Hits per node-hour. */
  public double rate() {
    return count / exposure;
  }

  /** The hits in another exposure, when the rate is {@code factor} times as high. */
  public Expected in(double nodeHours, double factor) {
    return new Expected(count + PRIOR, nodeHours * factor / (exposure + nodeHours * factor));
  }

  /**
   * A number of hits to come.
   *
   * @param shape of the negative binomial
   * @param share the probability that a hit falls into the new exposure
   */
  public record Expected(double shape, double share) {
    /** The mean number. */
    public double mean() {
      return share >= 1 ? Double.POSITIVE_INFINITY : shape * share / (1 - share);
    }

    /** The probability of at least so many. */
    public double atLeast(long hits) {
      if (hits <= 0 || share <= 0) {
        return hits <= 0 ? 1 : 0;
      }
      if (hits > mean()) {
        return Math.min(1, upward(hits));
      }
      return Math.clamp(1 - downward(hits - 1), 0, 1);
    }

    /** From {@code hits} on upwards: beyond the mean the terms only fall. */
    private double upward(long hits) {
      double term = probability(hits);
      double sum = 0;
      for (long k = hits; term > sum * NEGLIGIBLE; k++) {
        sum += term;
        term *= share * (k + shape) / (k + 1);
      }
      return sum;
    }

    /** From {@code hits} on downwards. */
    private double downward(long hits) {
      double term = probability(hits);
      double sum = 0;
      for (long k = hits; k >= 0 && term > sum * NEGLIGIBLE; k--) {
        sum += term;
        term *= k / (share * (k - 1 + shape));
      }
      return sum;
    }

    private double probability(long hits) {
      return Math.exp(
          logGamma(hits + shape)
              - logGamma(shape)
              - logGamma(hits + 1.0)
              + shape * Math.log1p(-share)
              + hits * Math.log(share));
    }

    /** The smallest number that is exceeded with no more than this probability. */
    public long quantile(double exceeded) {
      long low = -1;
      long high = 1;
      while (atLeast(high + 1) > exceeded) {
        low = high;
        high *= 2;
      }
      while (high - low > 1) {
        long middle = low + (high - low) / 2;
        if (atLeast(middle + 1) > exceeded) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return high;
    }
  }

  /** Stirling's series, shifted to where it is exact; for arguments above 0. */
  private static double logGamma(double argument) {
    double x = argument;
    double shift = 0;
    while (x < 12) {
      shift += Math.log(x);
      x++;
    }
    double inverse = 1 / (x * x);
    double series =
        (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / x;
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
