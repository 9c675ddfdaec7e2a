package dev.creance.tuning.statistics;

/**
 * A rate estimated by counting: hits per node-day.
 *
 * <p>The interval is the mid-P Poisson interval of 95%. The exact one (Garwood's) is built never to
 * fall below 95% and for it covers 97 to 99% of the time at the counts that rules have, so that it
 * calls rules the same that are not; the mid-P one counts half of the probability of what was
 * observed and covers 95% on average over means, and between 92.5 and 97.5% for every single mean
 * above 4. Hits that come in bursts are not Poisson: then the interval of {@code signatures} or of
 * shorter stretches tells more.
 *
 * @param count what was counted
 * @param exposure over how much, in units of the rate (node-days); above 0
 */
public record Rate(long count, double exposure) {
  private static final double TAIL = 0.025;

  /** From this count on the distribution is as good as symmetric on the scale of cube roots. */
  private static final long LARGE = 100_000;

  private static final double Z = 1.959963984540054;

  public Rate {
    if (count < 0 || !(exposure > 0)) {
      throw new IllegalArgumentException(count + " in " + exposure);
    }
  }

  /** The estimate. */
  public double value() {
    return count / exposure;
  }

  /** Where the true rate lies, with 95% confidence. */
  public Interval interval() {
    return mean(count).times(1 / exposure);
  }

  /** The interval of the mean of a Poisson variable that came out as {@code count}. */
  static Interval mean(long count) {
    if (count > LARGE) {
      return new Interval(wilsonHilferty(count, -Z), wilsonHilferty(count, Z));
    }
    double spread = 6 * Math.sqrt(count + 1.0) + 6;
    double low = count == 0 ? 0 : solve(count, 1 - TAIL, Math.max(0, count - spread), count);
    return new Interval(low, solve(count, TAIL, count, count + spread));
  }

  private static double wilsonHilferty(long count, double z) {
    double n = count + 0.5;
    double root = 1 - 1 / (9 * n) + z / (3 * Math.sqrt(n));
    return n * root * root * root;
  }

  /** The mean at which the mid-P distribution function at {@code count} has a value. */
  private static double solve(long count, double probability, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < 200 && high - low > 1e-12 * Math.max(1, high); i++) {
      double middle = (low + high) / 2;
      if (midP(count, middle) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** P(X &lt; count) + ½ P(X = count); falls as the mean grows. */
  private static double midP(long count, double mean) {
    double below = count == 0 ? 0 : GammaFunction.upper(count, mean);
    return (below + GammaFunction.upper(count + 1.0, mean)) / 2;
  }
}
