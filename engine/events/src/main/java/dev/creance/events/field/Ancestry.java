package dev.creance.events.field;

import dev.creance.events.state.EventScope;
import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import org.jspecify.annotations.Nullable;

/** Walks from threads to their ancestors. */
final class Ancestry {
  private Ancestry() {}

  /** The main thread of a thread's process. */
  static @Nullable ThreadState main(@Nullable ThreadState thread) {
    return thread == null ? null : thread.main();
  }

  /** The parent process's main thread. */
  static @Nullable ThreadState parent(ThreadState thread, EventScope scope) {
    ThreadState main = main(thread);
    return main == null ? null : main(scope.surroundings.thread(main.ptid));
  }

  /** The n-th ancestor process's main thread; 0 is the process itself. */
  static @Nullable ThreadState ancestor(ThreadState thread, int level, EventScope scope) {
    if (level < 0) {
      return null;
    }
    ThreadState at = main(thread);
    for (int i = 0; i < level && at != null; i++) {
      at = main(scope.surroundings.thread(at.ptid));
    }
    return at;
  }

  /**
   * The entries above a thread in the thread table, nearest first; unlike {@link #ancestor} it
   * doesn't go over main threads. Ends at an unknown parent, at thread −1, and where the walk runs
   * into a loop.
   */
  static final class Walk {
    private final Surroundings surroundings;
    private @Nullable ThreadState slow;
    private @Nullable ThreadState fast;
    private boolean started;

    Walk(ThreadState from, EventScope scope) {
      surroundings = scope.surroundings;
      slow = surroundings.thread(from.ptid);
      fast = above(slow);
    }

    /** The next one, or null at the end. */
    @Nullable ThreadState next() {
      if (started) {
        advance();
      }
      started = true;
      ThreadState here = slow;
      return here == null || here.tid == -1 ? null : here;
    }

    /** One step of the slow pointer, two of the fast one: they meet only in a loop. */
    private void advance() {
      ThreadState at = above(slow);
      slow = at;
      for (int i = 0; i < 2; i++) {
        fast = above(fast);
        if (at != null && (at == fast || at.tid == at.ptid)) {
          slow = null;
          return;
        }
      }
    }

    private @Nullable ThreadState above(@Nullable ThreadState thread) {
      return thread == null ? null : surroundings.thread(thread.ptid);
    }
  }

  /** Which of the ids of a thread names its leader. */
  enum Leader {
    SESSION {
      @Override
      long id(ThreadState thread) {
        return thread.sid;
      }
    },
    VIRTUAL_GROUP {
      @Override
      long id(ThreadState thread) {
        return thread.vpgid;
      }
    },
    GROUP {
      @Override
      long id(ThreadState thread) {
        return thread.pgid;
      }
    };

    abstract long id(ThreadState thread);

    /**
     * The leader: the thread with that id, unless the id belongs to another pid namespace; else the
     * farthest in the unbroken line of ancestors with the same id.
     */
    @Nullable ThreadState of(ThreadState thread, EventScope scope) {
      long id = id(thread);
      if (id == -1) {
        return null;
      }
      if (this == GROUP || !thread.inPidNamespace()) {
        ThreadState leader = scope.surroundings.thread(id);
        if (leader != null) {
          return leader;
        }
      }
      ThreadState leader = null;
      Walk walk = new Walk(thread, scope);
      for (ThreadState at = walk.next(); at != null && id(at) == id; at = walk.next()) {
        leader = at;
      }
      return leader;
    }
  }
}
