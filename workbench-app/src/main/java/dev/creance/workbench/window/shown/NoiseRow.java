package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * A rule on the noise board.
 *
 * @param perDay hits per node-day
 * @param low the lower end of its interval of 95%
 * @param high the upper end
 * @param normal whether the rate is over what is labelled normal; else over all that is recorded
 * @param steps labelled attack steps that it catches
 * @param aimed attack steps that are meant to trip it
 * @param aimedCaught those of them that do
 * @param workloads hits by workload, in the order of the board's
 * @param timeline hits by slice of the recorded time, corpora one after another
 */
public record NoiseRow(
    String rule,
    String priority,
    List<String> tags,
    long hits,
    long attackHits,
    long distinct,
    double perDay,
    double low,
    double high,
    boolean normal,
    int steps,
    long aimed,
    long aimedCaught,
    List<Integer> timeline,
    List<Integer> workloads) {
  public NoiseRow {
    tags = List.copyOf(tags);
    timeline = List.copyOf(timeline);
    workloads = List.copyOf(workloads);
  }
}
