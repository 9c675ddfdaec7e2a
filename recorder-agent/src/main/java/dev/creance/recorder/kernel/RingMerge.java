package dev.creance.recorder.kernel;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Brings the records of all rings into the order of their times. These are times since boot, which
 * rise on all CPUs alike whatever happens to the machine's clock. A record is given out when no CPU
 * can bring an older one any more; allocates nothing.
 */
final class RingMerge {
  /**
   * How far behind now a time is over: a CPU that has taken an earlier one has long been seen to be
   * busy by others.
   */
  private static final long MARGIN_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final CpuRing[] cpus;
  private final EventRing[] rings;
  private final Now now;

  /** Rings with records, as a heap: none is later than those at twice its index plus 1 and 2. */
  private final int[] heap;

  private final long[] next;
  private int size;

  /** The ns since boot. */
  interface Now {
    long nanos() throws IOException;
  }

  /**
   * @param rare what the CPUs write to that ring, too, counts for their being busy
   */
  RingMerge(List<CpuRing> cpus, EventRing rare, Now now) {
    this.cpus = cpus.toArray(CpuRing[]::new);
    this.rings = new EventRing[cpus.size() + 1];
    System.arraycopy(this.cpus, 0, rings, 0, cpus.size());
    rings[cpus.size()] = rare;
    this.heap = new int[rings.length];
    this.next = new long[rings.length];
    this.now = now;
  }

  /**
   * Copies the records of times before which everything has been written.
   *
   * @return the number of bytes taken from the rings
   */
  long drain(RingReader.Sink sink) throws IOException {
    long time = now.nanos() - MARGIN_NANOS;
    long limit = time;
    for (CpuRing cpu : cpus) {
      limit = Math.min(limit, cpu.complete(time));
    }
    return drain(sink, limit);
  }

  /** Copies all records; for when the kernel writes no more. */
  long drainAll(RingReader.Sink sink) throws IOException {
    return drain(sink, EventRing.NONE - 1);
  }

  private long drain(RingReader.Sink sink, long limit) throws IOException {
    size = 0;
    for (int i = 0; i < rings.length; i++) {
      rings[i].look();
      next[i] = rings[i].next();
      if (next[i] <= limit) {
        heap[size++] = i;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sift(i);
    }
    long taken = 0;
    while (size > 0) {
      int first = heap[0];
      taken += rings[first].take(sink);
      next[first] = rings[first].next();
      if (next[first] > limit) {
        heap[0] = heap[--size];
      }
      sift(0);
    }
    for (EventRing ring : rings) {
      ring.release();
    }
    return taken;
  }

  /** Moves a ring down the heap to where it belongs. */
  private void sift(int start) {
    int ring = heap[start];
    int at = start;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && next[heap[child + 1]] < next[heap[child]]) {
        child++;
      }
      if (next[ring] <= next[heap[child]]) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = ring;
  }
}
