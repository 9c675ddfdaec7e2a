package dev.creance.events.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one process. A leader that exits before its threads stays in the group as a dead
 * thread, because it holds what the threads share.
 */
public final class ThreadGroup {
  public final long pid;

  /** All threads of the table; the leader, where it is known, is the first. */
  public final List<ThreadState> threads = new ArrayList<>(1);

  /** Whether it adopts orphans: pid 1, vpid 1 or a subreaper. */
  public boolean reaper;

  /** Threads that have not exited; what libsinsp counts, exits of unknown threads apart. */
  int alive;

  public ThreadGroup(long pid) {
    this.pid = pid;
  }

  public @Nullable ThreadState leader() {
    if (threads.isEmpty()) {
      return null;
    }
    ThreadState first = threads.get(0);
    return first.mainThread() ? first : null;
  }

  /** Threads that have not exited. */
  public int liveThreads() {
    return alive;
  }

  void add(ThreadState thread) {
    if (thread.mainThread()) {
      threads.add(0, thread);
    } else {
      threads.add(thread);
    }
    alive++;
  }

  void remove(ThreadState thread) {
    threads.remove(thread);
  }

  /** A thread that has not exited, other than {@code except}; null when there is none. */
  @Nullable ThreadState liveThread(@Nullable ThreadState except) {
    if (alive <= 0) {
      return null;
    }
    for (ThreadState thread : threads) {
      if (!thread.dead() && thread != except) {
        return thread;
      }
    }
    return null;
  }
}
