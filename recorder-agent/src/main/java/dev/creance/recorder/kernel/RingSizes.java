package dev.creance.recorder.kernel;

/**
 * How the memory between kernel and recorder is shared out, in bytes: a quarter to the rare events
 * of all CPUs, the rest to the rings of the CPUs. What is less than the least of a ring is more in
 * all.
 *
 * @param data of each CPU's ring, without what is before and behind it; a multiple of a page
 * @param rare of the ring of starts of programs and ends of threads; a power of two
 */
record RingSizes(int data, int rare) {
  private static final int PAGE = 4096;
  private static final int LEAST_DATA = 256 * 1024;
  private static final int LEAST_RARE = 64 * 1024;

  /**
   * @param total a power of two
   */
  static RingSizes of(int total, int cpus) {
    int rare = Math.max(LEAST_RARE, total / 4);
    int each = (total - rare) / cpus - SharedLayout.RING_DATA - SharedLayout.RING_SLACK;
    return new RingSizes(Math.max(LEAST_DATA, each / PAGE * PAGE), rare);
  }

  /** Of a CPU's ring with what is before and behind the data. */
  int value() {
    return SharedLayout.RING_DATA + data + SharedLayout.RING_SLACK;
  }

  /** Waiting in a CPU's ring when a sleeping reader is woken: an eighth leaves time to wake up. */
  int wakeAt() {
    return data / 8;
  }

  int rareWakeAt() {
    return rare / 8;
  }

  /**
   * The bits of a ring's head whose change has the kernel look whether the reader is to be woken: a
   * look at most every quarter of what is waiting then.
   */
  long lookMask() {
    return -Integer.toUnsignedLong(Integer.highestOneBit(wakeAt() / 4));
  }
}
