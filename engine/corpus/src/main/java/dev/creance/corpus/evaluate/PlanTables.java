package dev.creance.corpus.evaluate;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What plans hold for, by plan, as bits. Safe for use by several threads. */
final class PlanTables {
  private static final int OVERHEAD = 64;

  private final ConcurrentMap<Integer, long[]> tables = new ConcurrentHashMap<>();
  private final Memory memory;
  private volatile int epoch;

  PlanTables(Memory memory) {
    this.memory = memory;
  }

  /**
   * The memory that many tables share. When it is used up all of them are forgotten: they are
   * quickly made again.
   */
  static final class Memory {
    private final long bound;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger epoch = new AtomicInteger();

    /**
     * @param bound in bytes
     */
    Memory(long bound) {
      this.bound = bound;
    }

    void take(long bytes) {
      if (used.addAndGet(bytes) > bound) {
        used.set(0);
        epoch.incrementAndGet();
      }
    }

    int epoch() {
      return epoch.get();
    }
  }

  long @Nullable [] get(int plan) {
    if (epoch != memory.epoch()) {
      tables.clear();
      epoch = memory.epoch();
    }
    return tables.get(plan);
  }

  void put(int plan, long[] table) {
    memory.take(OVERHEAD + 8L * table.length);
    tables.put(plan, table);
  }
}
