package dev.creance.tuning.growth;

import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.statistics.Interval;
import dev.creance.tuning.statistics.Trend;
import java.util.List;
import java.util.Optional;

/**
 * How noise grows: hits on what is labelled normal, by equal stretches of time.
 *
 * @param unit the length of a stretch
 * @param stretches those in which anything is labelled normal, in order
 * @param rules in the order that they were asked for
 */
public record Growth(Unit unit, List<Stretch> stretches, List<RuleGrowth> rules) {
  public Growth {
    stretches = List.copyOf(stretches);
    rules = List.copyOf(rules);
  }

  /** How long a stretch is. */
  public enum Unit {
    MINUTE(60_000_000_000L),
    HOUR(3_600_000_000_000L),
    DAY(86_400_000_000_000L),
    WEEK(7 * 86_400_000_000_000L);

    private final long nanos;

    Unit(long nanos) {
      this.nanos = nanos;
    }

    public long nanos() {
      return nanos;
    }
  }

  /**
   * A stretch of time.
   *
   * @param start in ns since the epoch
   * @param nodeDays labelled normal in it, of all hosts
   * @param workloads distinct workloads that did something in it
   */
  public record Stretch(long start, double nodeDays, int workloads) {}

  /**
   * A rule.
   *
   * @param hits on normal in each stretch
   * @param overTime hits per node-day by days since the first stretch; empty when {@code lack} says
   *     why
   * @param lack why there is no trend or no forecast; empty when there are both
   * @param inAYear where noise stands 365 days after the last stretch; empty when what is recorded
   *     is too short to say
   * @param overWorkloads hits per node-day by the number of workloads; empty when it hardly changes
   */
  public record RuleGrowth(
      Rule rule,
      List<Long> hits,
      Optional<Trend> overTime,
      String lack,
      Optional<Forecast> inAYear,
      Optional<Trend> overWorkloads) {
    public RuleGrowth {
      hits = List.copyOf(hits);
    }

    /** All hits on normal. */
    public long total() {
      return hits.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * A rate that is expected.
   *
   * @param perNodeDay hits per node-day
   * @param interval of 95%, if what went on goes on
   */
  public record Forecast(double perNodeDay, Interval interval) {}
}
