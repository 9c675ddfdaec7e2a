package dev.creance.recorder.kernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The counters that the programs keep, by CPU and event type, mapped: reading them is free. */
public final class KernelCounters implements AutoCloseable {
  private final Libc libc = new Libc();
  private final MemorySegment memory;
  private final int cpus;

  private KernelCounters(int descriptor, int cpus) throws ErrnoException {
    this.cpus = cpus;
    long page = libc.pageSize();
    long bytes = (cpus * SharedLayout.Counters.SIZE + page - 1) / page * page;
    this.memory = libc.map(descriptor, 0, bytes, Libc.PROT_READ);
  }

  static KernelCounters open(int descriptor, int cpus) throws ErrnoException {
    return new KernelCounters(descriptor, cpus);
  }

  public int cpus() {
    return cpus;
  }

  /** Events of a type that passed the filters on a CPU. */
  public long seen(int cpu, int type) {
    return get(cpu, SharedLayout.Counters.SEEN + 8L * type);
  }

  /** Of them, those lost because a ring was full or the event too large. */
  public long dropped(int cpu, int type) {
    return get(cpu, SharedLayout.Counters.DROPPED + 8L * type);
  }

  /** A sum over CPUs of what is now counted. */
  public Totals totals() {
    long[] seen = new long[SharedLayout.EVENT_TYPES];
    long[] dropped = new long[SharedLayout.EVENT_TYPES];
    long oversized = 0;
    long foreignCalls = 0;
    long unhandledCalls = 0;
    for (int cpu = 0; cpu < cpus; cpu++) {
      for (int type = 0; type < SharedLayout.EVENT_TYPES; type++) {
        seen[type] += seen(cpu, type);
        dropped[type] += dropped(cpu, type);
      }
      oversized += get(cpu, SharedLayout.Counters.OVERSIZED);
      foreignCalls += get(cpu, SharedLayout.Counters.FOREIGN_CALLS);
      unhandledCalls += get(cpu, SharedLayout.Counters.UNHANDLED_CALLS);
    }
    return new Totals(seen, dropped, oversized, foreignCalls, unhandledCalls);
  }

  private long get(int cpu, long offset) {
    return memory.get(ValueLayout.JAVA_LONG, cpu * SharedLayout.Counters.SIZE + offset);
  }

  @Override
  public void close() throws IOException {
    libc.unmap(memory);
  }

  /**
   * Counts since the programs were loaded. Arrays are by event type code and not copied: don't
   * write to them.
   *
   * @param seen events that passed the filters
   * @param dropped of them, lost
   * @param oversized of the lost, those too large for an event
   * @param foreignCalls system calls through 32-bit interfaces, which aren't recorded
   * @param unhandledCalls calls that should have been recorded but for which no program was loaded
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; copied nowhere on purpose
  public record Totals(
      long[] seen, long[] dropped, long oversized, long foreignCalls, long unhandledCalls) {
    public long allSeen() {
      return sum(seen);
    }

    public long allDropped() {
      return sum(dropped);
    }

    private static long sum(long[] counts) {
      long sum = 0;
      for (long count : counts) {
        sum += count;
      }
      return sum;
    }
  }
}
