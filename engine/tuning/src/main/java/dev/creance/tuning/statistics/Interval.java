package dev.creance.tuning.statistics;

/**
 * Where a true value lies, with the stated confidence.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("from " + low + " to " + high);
    }
  }

  /** Both ends multiplied. */
  public Interval times(double factor) {
    return new Interval(low * factor, high * factor);
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
