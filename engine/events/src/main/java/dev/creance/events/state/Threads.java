package dev.creance.events.state;

import org.jspecify.annotations.Nullable;

/**
 * All threads, their groups and the tree of parents (libsinsp's thread manager). A thread belongs
 * to a group and to a parent from {@link #join} on; {@link #remove} hands its children to a reaper.
 */
final class Threads {
  private static final int LONGEST_LINEAGE = 1 << 16;

  private final LongTable<ThreadState> table = new LongTable<>();
  private final LongTable<ThreadGroup> groups = new LongTable<>();
  private final int limit;
  private final RecentExits exits = new RecentExits();
  private long refused;
  private long version;
  private @Nullable ThreadState last;

  /**
   * @param limit how many threads are kept at most
   */
  Threads(int limit) {
    this.limit = limit;
  }

  /** Threads that found no room. */
  long refused() {
    return refused;
  }

  int size() {
    return table.size();
  }

  /** Changes with every thread that comes or goes. */
  long version() {
    return version;
  }

  RecentExits exits() {
    return exits;
  }

  long[] tids() {
    return table.keys();
  }

  void clear() {
    version++;
    table.clear();
    groups.clear();
    exits.clear();
    last = null;
  }

  @Nullable ThreadState find(long tid) {
    ThreadState recent = last;
    if (recent != null && recent.tid == tid) {
      return recent;
    }
    ThreadState found = table.get(tid);
    if (found != null) {
      last = found;
    }
    return found;
  }

  @Nullable ThreadGroup group(long pid) {
    return groups.get(pid);
  }

  /**
   * Finds a thread, or makes one of which nothing but the tid is known; null when there is no room.
   */
  @Nullable ThreadState findOrMake(long tid) {
    ThreadState known = find(tid);
    if (known != null) {
      return known;
    }
    ThreadState unknown = new ThreadState(tid);
    unknown.comm = "<NA>";
    unknown.exe = "<NA>";
    return add(unknown) ? unknown : null;
  }

  /**
   * Adds a thread with its group and parent, in place of one with the same tid; false when there is
   * no room.
   */
  boolean add(ThreadState thread) {
    if (full()) {
      return false;
    }
    join(thread);
    put(thread);
    return true;
  }

  /** Adds a thread for which {@link #join} is called later; false when there is no room. */
  boolean addAlone(ThreadState thread) {
    if (full()) {
      return false;
    }
    put(thread);
    return true;
  }

  private boolean full() {
    if (table.size() < limit) {
      return false;
    }
    refused++;
    return true;
  }

  private void put(ThreadState thread) {
    version++;
    ThreadState replaced = table.put(thread.tid, thread);
    if (replaced != null) {
      forget(replaced);
    }
    last = null;
  }

  /** Puts a thread into its group and among its parent's children; nothing for an invalid one. */
  void join(ThreadState thread) {
    if (thread.invalid() || thread.group != null) {
      return;
    }
    ThreadGroup group = groups.get(thread.pid);
    if (group == null) {
      group = new ThreadGroup(thread.pid);
      group.reaper = thread.pid == 1 || thread.vpid == 1;
      groups.put(thread.pid, group);
    }
    group.add(thread);
    thread.group = group;
    if (thread.pid == 1) {
      return;
    }
    ThreadState parent = table.get(thread.ptid);
    if (parent == null || parent.invalid()) {
      thread.ptid = 0;
      thread.changed();
    } else {
      parent.children.add(thread);
    }
  }

  /** Marks a thread as exited. */
  static void kill(ThreadState thread) {
    ThreadGroup group = thread.group;
    if (group != null && !thread.dead()) {
      group.alive--;
    }
    thread.flags |= CloneFlags.CLOSED;
    thread.changed();
  }

  /** Takes a mark of {@link #kill} back. */
  static void revive(ThreadState thread) {
    if (thread.dead()) {
      thread.flags &= ~CloneFlags.CLOSED;
      ThreadGroup group = thread.group;
      if (group != null) {
        group.alive++;
      }
    }
  }

  /**
   * Removes a thread that has exited and hands its children to its reaper. A leader whose threads
   * live on stays, dead, until the last of them is removed.
   */
  void remove(long tid) {
    ThreadState thread = table.get(tid);
    if (thread == null) {
      return;
    }
    last = null;
    ThreadGroup group = thread.group;
    if (thread.invalid() || group == null) {
      childGone(thread.ptid);
      erase(tid);
      return;
    }
    if (!thread.dead()) {
      kill(thread);
    }
    if (thread.children.any()) {
      thread.children.handOver(reaper(thread, group));
    }
    if (group.alive == 0) {
      childGone(thread.ptid);
      groups.remove(thread.pid);
      erase(thread.pid);
    }
    if (!thread.mainThread()) {
      childGone(thread.ptid);
      erase(tid);
    }
    last = null;
  }

  private void childGone(long parentTid) {
    ThreadState parent = table.get(parentTid);
    if (parent != null) {
      parent.children.oneGone();
    }
  }

  private void erase(long tid) {
    ThreadState erased = table.remove(tid);
    if (erased != null) {
      version++;
      forget(erased);
    }
  }

  private static void forget(ThreadState thread) {
    Children.leave(thread);
    ThreadGroup group = thread.group;
    if (group != null) {
      group.remove(thread);
    }
  }

  private @Nullable ThreadState reaper(ThreadState thread, ThreadGroup group) {
    ThreadState reaper = thread.reaperTid > 0 ? findOrMake(thread.reaperTid) : null;
    if (reaper == null || reaper.invalid()) {
      reaper = findReaper(thread, group);
    }
    if (reaper == null || reaper == thread) {
      return null;
    }
    thread.reaperTid = reaper.tid;
    thread.changed();
    ThreadGroup adopting = reaper.group;
    if (reaper.pid != thread.pid && adopting != null) {
      adopting.reaper = true;
    }
    return reaper;
  }

  /** Another thread of the group, else one of the nearest ancestor group that adopts orphans. */
  private @Nullable ThreadState findReaper(ThreadState thread, ThreadGroup group) {
    ThreadState sibling = group.liveThread(thread);
    if (sibling != null) {
      return sibling;
    }
    ThreadState ancestor = table.get(thread.ptid);
    for (int steps = 0; ancestor != null && steps < LONGEST_LINEAGE; steps++) {
      if (ancestor == thread || ancestor.inPidNamespace() != thread.inPidNamespace()) {
        return null;
      }
      ThreadGroup adopting = ancestor.group;
      if (adopting != null && adopting.reaper) {
        ThreadState live = adopting.liveThread(null);
        if (live != null) {
          return live;
        }
      }
      ancestor = table.get(ancestor.ptid);
    }
    return null;
  }
}
