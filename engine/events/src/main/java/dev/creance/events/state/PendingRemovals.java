package dev.creance.events.state;

/**
 * What the current event has ended and what goes before the next one: rules on an exit or a close
 * still see the thread and the descriptor.
 */
final class PendingRemovals {
  private final Threads threads;
  private boolean any;
  private boolean exited;
  private long exitedTid;
  private boolean closed;
  private long closedTid;
  private long closedNumber;

  PendingRemovals(Threads threads) {
    this.threads = threads;
  }

  void exit(long tid) {
    any = true;
    exited = true;
    exitedTid = tid;
  }

  void close(ThreadState thread, long number) {
    any = true;
    closed = true;
    closedTid = thread.tid;
    closedNumber = number;
  }

  void forget() {
    any = false;
    exited = false;
    closed = false;
  }

  /**
   * @param now the time of the next event
   */
  void carryOut(long now) {
    if (!any) {
      return;
    }
    if (exited) {
      ThreadState thread = threads.find(exitedTid);
      threads.exits().add(exitedTid, thread == null ? -1 : thread.ptid, now);
      threads.remove(exitedTid);
    }
    if (closed) {
      ThreadState thread = threads.find(closedTid);
      DescriptorTable table = thread == null ? null : thread.descriptors();
      if (table != null) {
        table.remove(closedNumber);
      }
    }
    forget();
  }
}
