package dev.creance.match.plan;

import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The threads that fields of ancestors look at, from a thread upwards, with their versions: as long
 * as they are the same, the ancestors' fields have the same values.
 */
final class Lineage {
  /** Longer lines, and loops, are never taken for unchanged. */
  private static final int LONGEST = 256;

  private @Nullable ThreadState[] threads = new @Nullable ThreadState[8];
  private long[] versions = new long[8];
  private int count;
  private long tableVersion = -1;

  /** Whether nothing has changed since {@link #note}. */
  boolean same(ThreadState from, Surroundings surroundings) {
    if (count == 0 || threads[0] != from || tableVersion != surroundings.threadsVersion()) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      ThreadState thread = threads[i];
      if (thread == null || thread.version() != versions[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Notes the line as it is now.
   *
   * @return whether it is the one that was noted before, unchanged
   */
  boolean note(ThreadState from, Surroundings surroundings) {
    tableVersion = surroundings.threadsVersion();
    int before = count;
    count = 0;
    boolean same = add(from);
    ThreadState main = from.main();
    same &= main == null || add(main);
    ThreadState entry = main;
    ThreadState process = main;
    while (entry != null || process != null) {
      ThreadState above = entry == null ? null : surroundings.thread(entry.ptid);
      ThreadState aboveProcess =
          process == entry ? above : process == null ? null : surroundings.thread(process.ptid);
      same &= above == null || add(above);
      same &= aboveProcess == null || aboveProcess == above || add(aboveProcess);
      entry = above;
      process = aboveProcess == null ? null : aboveProcess.main();
      same &= process == null || process == aboveProcess || add(process);
      if (count > LONGEST) {
        count = 0;
        return false;
      }
    }
    return same && before == count;
  }

  /** Whether the thread stood at the same place before, with the same version. */
  private boolean add(ThreadState thread) {
    if (count == threads.length) {
      threads = Arrays.copyOf(threads, count * 2);
      versions = Arrays.copyOf(versions, count * 2);
    }
    boolean same = threads[count] == thread && versions[count] == thread.version();
    threads[count] = thread;
    versions[count++] = thread.version();
    return same;
  }
}
