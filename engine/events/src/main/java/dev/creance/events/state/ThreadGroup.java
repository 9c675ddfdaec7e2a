package dev.creance.events.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads of one process, dead leaders included until the last thread is gone. */
public final class ThreadGroup {
  public final long pid;
  public final List<ThreadState> threads = new ArrayList<>();

  /** Whether it adopts orphans: pid 1, vpid 1 or a subreaper. */
  public boolean reaper;

  public ThreadGroup(long pid) {
    this.pid = pid;
  }

  public @Nullable ThreadState leader() {
    for (ThreadState thread : threads) {
      if (thread.mainThread()) {
        return thread;
      }
    }
    return null;
  }

  /** Threads that are not closed. */
  public int liveThreads() {
    int live = 0;
    for (ThreadState thread : threads) {
      if ((thread.flags & CloneFlags.CLOSED) == 0) {
        live++;
      }
    }
    return live;
  }
}
