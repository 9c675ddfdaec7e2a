package dev.creance.tuning.recording;

import dev.creance.corpus.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Stretches of time of one host, sorted and apart from each other: what hits are divided by.
 *
 * @param stretches in ns since the epoch
 */
public record Exposure(List<Stretch> stretches) {
  /** Nanoseconds of a day. */
  public static final double NANOS_PER_DAY = 86400e9;

  private static final long NANOS_PER_HOUR = 3_600_000_000_000L;

  /** From the first to the last moment, both included. */
  public record Stretch(long start, long end) {}

  public Exposure {
    stretches = List.copyOf(stretches);
  }

  /** The union of labels' times, cut to a recording from {@code first} to {@code last}. */
  static Exposure of(List<Label> labels, long first, long last) {
    List<Stretch> cut = new ArrayList<>();
    labels.stream()
        .map(label -> new Stretch(Math.max(first, label.start()), Math.min(last, label.end())))
        .filter(stretch -> stretch.start <= stretch.end)
        .sorted(Comparator.comparingLong(Stretch::start))
        .forEach(stretch -> {
          if (!cut.isEmpty() && cut.getLast().end >= stretch.start) {
            Stretch before = cut.removeLast();
            cut.add(new Stretch(before.start, Math.max(before.end, stretch.end)));
          } else {
            cut.add(stretch);
          }
        });
    return new Exposure(cut);
  }

  /** What is left when others are taken away. */
  Exposure without(Exposure others) {
    List<Stretch> left = new ArrayList<>();
    for (Stretch stretch : stretches) {
      long from = stretch.start;
      for (Stretch other : others.stretches) {
        if (other.end < from || other.start > stretch.end) {
          continue;
        }
        if (other.start > from) {
          left.add(new Stretch(from, other.start - 1));
        }
        from = other.end == Long.MAX_VALUE ? Long.MAX_VALUE : other.end + 1;
      }
      if (from <= stretch.end) {
        left.add(new Stretch(from, stretch.end));
      }
    }
    return new Exposure(left);
  }

  public boolean contains(long time) {
    for (Stretch stretch : stretches) {
      if (stretch.start <= time && time <= stretch.end) {
        return true;
      }
    }
    return false;
  }

  public long nanos() {
    return stretches.stream().mapToLong(stretch -> stretch.end - stretch.start).sum();
  }

  public double days() {
    return nanos() / NANOS_PER_DAY;
  }

  /** Adds the time that falls in each hour of the day (UTC) to 24 sums, in node-days. */
  public void addHours(double[] days) {
    for (Stretch stretch : stretches) {
      long at = stretch.start;
      while (at < stretch.end) {
        long next = Math.min(stretch.end, (Math.floorDiv(at, NANOS_PER_HOUR) + 1) * NANOS_PER_HOUR);
        days[hour(at)] += (next - at) / NANOS_PER_DAY;
        at = next;
      }
    }
  }

  /** The hour of the day of a moment, UTC. */
  public static int hour(long time) {
    return (int) Math.floorMod(Math.floorDiv(time, NANOS_PER_HOUR), 24L);
  }
}
