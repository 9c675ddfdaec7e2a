package dev.creance.release.registry;

import java.time.Duration;

/**
 * How quickly a body comes: one that stops for longer than the patience, or comes byte by byte, is
 * not waited for. Thread-safe.
 */
final class Pace {
  /** Slower lines carry no rulesets. */
  private static final long LEAST_BYTES_PER_SECOND = 4096;

  private static final long SECOND = 1_000_000_000L;

  private final long patience;
  private final long began = System.nanoTime();
  private volatile long last = began;
  private volatile long bytes;

  /**
   * @param patience how long it may stop, and how far it may be behind the slowest line
   */
  Pace(Duration patience) {
    this.patience = patience.toNanos();
  }

  /** Counts bytes that came; for one thread. */
  void add(int count) {
    last = System.nanoTime();
    bytes = bytes + count;
  }

  boolean stopped() {
    return System.nanoTime() - last > patience;
  }

  /** Whether it is further behind than patience goes. */
  boolean slow() {
    return System.nanoTime() - began - patience > bytes * SECOND / LEAST_BYTES_PER_SECOND;
  }

  @Override
  public String toString() {
    return bytes + " bytes in " + (System.nanoTime() - began) / 1_000_000 + " ms";
  }
}
