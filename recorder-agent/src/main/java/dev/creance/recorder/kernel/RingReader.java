package dev.creance.recorder.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the kernel's rings by shared memory: one for each CPU's system calls, one for the rare
 * events of all of them. Each record in them is a whole block of a capture; they come in the order
 * of their times.
 *
 * <p>One thread only.
 */
public final class RingReader implements AutoCloseable {
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  /** What a program that has begun needs at the most until it says so. */
  private static final int BEGIN_MILLIS = 5;

  private static final long LAST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Libc libc = new Libc();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment event;
  private final MemorySegment control;
  private final List<CpuRing> cpus = new ArrayList<>();
  private final RareRing rare;
  private final RingMerge merge;
  private final int epoll;

  RingReader(int cpuCount, int rings, int rareRing, int control, RingSizes sizes, RingMerge.Now now)
      throws ErrnoException {
    int page = libc.pageSize();
    this.event = libc.allocateEvent(arena);
    this.control = libc.map(control, 0, page, Libc.PROT_READ | Libc.PROT_WRITE);
    for (int cpu = 0; cpu < cpuCount; cpu++) {
      long start = (long) cpu * sizes.value();
      cpus.add(
          new CpuRing(
              libc.map(rings, start, page, Libc.PROT_READ | Libc.PROT_WRITE),
              () ->
                  libc.map(
                      rings,
                      start + SharedLayout.RING_DATA,
                      sizes.value() - SharedLayout.RING_DATA,
                      Libc.PROT_READ),
              sizes));
    }
    this.rare =
        new RareRing(
            libc.map(rareRing, 0, page, Libc.PROT_READ | Libc.PROT_WRITE),
            libc.map(rareRing, page, page + sizes.rare(), Libc.PROT_READ),
            sizes);
    this.merge = new RingMerge(cpus, rare, now);
    this.epoll = libc.epoll(rareRing); // which the kernel wakes for all of them
  }

  /** Where blocks are put. */
  public interface Sink {
    /** Makes room for a block: the array that it goes to, with {@link #offset} where. */
    byte[] reserve(int bytes) throws IOException;

    /** Where in the array of the last {@link #reserve}. */
    int offset();
  }

  /**
   * Copies the records of all times that are over on all CPUs. What is younger than a tenth of a
   * millisecond is left for later.
   *
   * @return the number of bytes taken from the rings
   */
  public long drain(Sink sink) throws IOException {
    return merge.drain(sink);
  }

  /**
   * Copies all records that are left, once the programs are detached. Waits for those that are
   * still running on other CPUs.
   */
  public void finish(Sink sink) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LAST_WAIT_NANOS;
    do {
      Thread.sleep(BEGIN_MILLIS);
      merge.drain(sink);
    } while (isBusy() && System.nanoTime() < deadline);
    merge.drainAll(sink);
  }

  private boolean isBusy() {
    return rare.isBusy() || cpus.stream().anyMatch(CpuRing::isBusy);
  }

  /**
   * To be called once by the thread that reads: it is woken before others where the machine is
   * busy.
   */
  public void claimThread() {
    libc.raisePriority();
  }

  /** Sleeps until much is waiting, or the time is over. */
  public void sleep(int millis) throws IOException {
    INT.setVolatile(control, SharedLayout.Control.READER_SLEEPS, 1);
    try {
      if (!isUrgent()) {
        libc.epollWait(epoll, event, millis);
      }
    } finally {
      INT.setVolatile(control, SharedLayout.Control.READER_SLEEPS, 0);
    }
  }

  private boolean isUrgent() {
    for (int i = 0; i < cpus.size(); i++) {
      if (cpus.get(i).isUrgent()) {
        return true;
      }
    }
    return rare.isUrgent();
  }

  @Override
  public void close() throws IOException {
    libc.closeDescriptor(epoll);
    libc.unmap(control);
    for (CpuRing cpu : cpus) {
      unmap(cpu.memory());
    }
    unmap(rare.memory());
    arena.close();
  }

  private void unmap(MemorySegment[] memory) throws ErrnoException {
    for (MemorySegment mapped : memory) {
      if (!mapped.equals(MemorySegment.NULL)) {
        libc.unmap(mapped);
      }
    }
  }
}
