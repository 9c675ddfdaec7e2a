package dev.creance.tuning.statistics;

/**
 * A proportion estimated by counting: attack steps caught of all labelled ones.
 *
 * @param successes what was counted
 * @param trials out of how many; at least 1
 */
public record Proportion(long successes, long trials) {
  private static final double Z = 1.959963984540054;

  public Proportion {
    if (successes < 0 || trials < 1 || successes > trials) {
      throw new IllegalArgumentException(successes + " of " + trials);
    }
  }

  /** The estimate. */
  public double value() {
    return (double) successes / trials;
  }

  /** Wilson's score interval of 95%. */
  public Interval interval() {
    double n = trials;
    double p = value();
    double z2 = Z * Z;
    double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return new Interval(
        successes == 0 ? 0 : Math.max(0, centre - half),
        successes == trials ? 1 : Math.min(1, centre + half));
  }
}
