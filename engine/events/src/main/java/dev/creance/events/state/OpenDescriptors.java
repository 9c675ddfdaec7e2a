package dev.creance.events.state;

import org.jspecify.annotations.Nullable;

/** Puts new descriptors into the tables of threads. */
final class OpenDescriptors {
  private final int limit;
  private long refused;

  /**
   * @param limit how many a process keeps at most
   */
  OpenDescriptors(int limit) {
    this.limit = limit;
  }

  /** Descriptors that found no room. */
  long refused() {
    return refused;
  }

  /**
   * Adds a descriptor, in place of one with the same number, and makes it the thread's last.
   *
   * @return the descriptor; null when the thread has no table or there is no room in it
   */
  @Nullable Descriptor add(ThreadState thread, long number, Descriptor descriptor) {
    DescriptorTable table = thread.descriptors();
    if (table == null) {
      return null;
    }
    thread.lastFd = number;
    if (table.size() >= limit && table.get(number) == null) {
      refused++;
      return null;
    }
    table.put(number, descriptor);
    return descriptor;
  }
}
