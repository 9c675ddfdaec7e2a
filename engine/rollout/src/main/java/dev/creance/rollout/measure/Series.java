package dev.creance.rollout.measure;

import java.util.Map;

/**
 * A time series at equal steps.
 *
 * @param labels of it, its name not among them
 * @param values one a step, NaN where there is none
 */
public record Series(Map<String, String> labels, double[] values) {
  public Series {
    labels = Map.copyOf(labels);
  }

  /** A label, or nothing. */
  public String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /** Whether there is a value at a step. */
  public boolean has(int step) {
    return !Double.isNaN(values[step]);
  }

  /**
   * By how much a counter grew on the way to a step. A counter that begins counts from 0, and so
   * does one that is smaller than before: its process was started anew.
   */
  public double growth(int step) {
    if (!has(step)) {
      return 0;
    }
    double before = has(step - 1) ? values[step - 1] : 0;
    return values[step] >= before ? values[step] - before : values[step];
  }
}
