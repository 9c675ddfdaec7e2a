package dev.creance.recorder.kernel;

import java.io.IOException;

/** One of the rings that a {@link RingMerge} reads: records in the order of their times. */
interface EventRing {
  /** {@link #next} when there is none. */
  long NONE = Long.MAX_VALUE;

  /** Sees what has been written until now. */
  void look() throws IOException;

  /** The time of the next record among those seen, in ns since boot, or {@link #NONE}. */
  long next();

  /**
   * Copies the next record and goes behind it.
   *
   * @return how many bytes of the ring it took
   */
  int take(RingReader.Sink sink) throws IOException;

  /** Lets the kernel have the place of what was taken. */
  void release();

  /** Whether so much is waiting that sleeping is out of place. */
  boolean isUrgent();
}
