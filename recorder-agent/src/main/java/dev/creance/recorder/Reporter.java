package dev.creance.recorder;

import dev.creance.recorder.capture.RecordingLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells and exports the counts of a recording while it runs. */
final class Reporter implements AutoCloseable {
  private static final Duration METRICS_EVERY = Duration.ofSeconds(15);

  private final Counts counts;
  private final Duration every;
  private final boolean tells;
  private final @Nullable Path metrics;
  private final RecordingLog log;
  private final Thread thread = Thread.ofPlatform().name("reporter").daemon().unstarted(this::run);

  /**
   * @param stats how often lines are told; zero for never
   * @param metrics what to export to; null for nothing
   */
  Reporter(Counts counts, Duration stats, @Nullable Path metrics, RecordingLog log) {
    this.counts = counts;
    this.every = stats.isZero() ? METRICS_EVERY : stats;
    this.tells = !stats.isZero();
    this.metrics = metrics;
    this.log = log;
  }

  void start() {
    if (tells || metrics != null) {
      thread.start();
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(every);
        report();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report() {
    try {
      if (tells) {
        log.note(counts.progress());
      }
      if (metrics != null) {
        counts.export(metrics);
      }
    } catch (IOException e) {
      log.problem("cannot report counts: " + e.getMessage());
    }
  }

  /** Exports once more, so that the last counts are there. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
    if (metrics != null) {
      try {
        counts.export(metrics);
      } catch (IOException e) {
        log.problem("cannot export counts: " + e.getMessage());
      }
    }
  }
}
