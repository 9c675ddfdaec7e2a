package dev.creance.benchmark;

import java.io.IOException;
import java.util.Arrays;

/** What benchmarks print: distributions, memory, the machine's load. */
final class Figures {
  private Figures() {}

  /** Median, tail and worst of some times in ms. */
  static String distribution(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return "median %.1f ms, 90%% %.1f ms, 99%% %.1f ms, worst %.1f ms (%d)"
        .formatted(
            median(sorted),
            sorted[(sorted.length * 9 - 1) / 10],
            sorted[(sorted.length * 99 - 1) / 100],
            sorted[sorted.length - 1],
            sorted.length);
  }

  /** The middle one. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The most memory that this process had resident, and what its heap holds now, in MB. */
  static String memory() throws IOException {
    long peak = Resources.of(ProcessHandle.current().pid()).peakBytes() >> 20;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return "heap after collection %,d MB, peak resident %,d MB"
        .formatted((runtime.totalMemory() - runtime.freeMemory()) >> 20, peak);
  }

  /** How busy the machine is: figures of a busy one are to be taken with care. */
  static String load() {
    double load =
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return "load %.1f on %d processors".formatted(load, Runtime.getRuntime().availableProcessors());
  }
}
