package dev.creance.events.state;

import dev.creance.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * Returns of clone, fork, vfork and clone3: once in the caller with the child's id, once in the
 * child with 0, in either order. Whichever comes first makes the child's thread, but for children
 * in another pid namespace only their own event does, because the caller knows a wrong id.
 */
final class CloneEvents {
  private static final long STALE_NANOS = 2_000_000_000L;

  private static final int EXE = 1;
  private static final int ARGS = 2;
  private static final int PID = 4;
  private static final int PTID = 5;
  private static final int FD_LIMIT = 7;
  private static final int FAULTS = 8;
  private static final int COMM = 13;
  private static final int CGROUPS = 14;
  private static final int FLAGS = 15;
  private static final int UID = 16;
  private static final int GID = 17;
  private static final int VTID = 18;
  private static final int VPID = 19;
  private static final int PIDNS_START = 20;

  private final EventScope scope;
  private final Threads threads;
  private final UserTable users;
  private final ByteStrings strings;
  private final CgroupNames cgroups;

  CloneEvents(
      EventScope scope,
      Threads threads,
      UserTable users,
      ByteStrings strings,
      CgroupNames cgroups) {
    this.scope = scope;
    this.threads = threads;
    this.users = users;
    this.strings = strings;
    this.cgroups = cgroups;
  }

  void cloned(Event event) {
    long child = scope.returnValue();
    if (child > 0) {
      inCaller(event, child);
    } else if (child == 0) {
      inChild(event);
    }
  }

  private void inCaller(Event event, long childTid) {
    ThreadState caller = threads.findOrMake(event.tid());
    scope.thread = caller;
    if (caller == null) {
      return;
    }
    boolean known = !caller.invalid();
    if (!known) {
      repair(caller, event);
    }
    int flags = event.int32(FLAGS);
    if (leftToChild(event, caller, flags)
        || threads.exits().contains(childTid, caller.tid, event.timestamp())) {
      return;
    }
    ThreadState stale = threads.find(childTid);
    if (stale != null) {
      if ((stale.flags & CloneFlags.CLONE_INVERTED) != 0) {
        return;
      }
      threads.remove(childTid);
    }
    threads.add(childOf(caller, known, childTid, flags, event));
  }

  private static boolean leftToChild(Event event, ThreadState caller, int flags) {
    int own =
        CloneFlags.CHILD_IN_PIDNS
            | CloneFlags.CLONE_NEWPID
            | CloneFlags.CLONE_PARENT
            | CloneFlags.CLONE_VFORK;
    return (flags & own) != 0 || caller.tid != caller.vtid || event.code() == EventCodes.VFORK_X;
  }

  /** Gives a thread of which only the tid was known its place. */
  private void repair(ThreadState caller, Event event) {
    caller.pid = event.int64(PID);
    caller.ptid = event.int64(PTID);
    if (event.has(VPID)) {
      caller.vtid = event.int64(VTID);
      caller.vpid = event.int64(VPID);
    } else {
      caller.vtid = caller.tid;
      caller.vpid = -1;
    }
    caller.changed();
    threads.join(caller);
  }

  private ThreadState childOf(
      ThreadState caller, boolean callerKnown, long tid, int flags, Event event) {
    ThreadState child = new ThreadState(tid);
    child.flags = flags;
    if ((flags & CloneFlags.CLONE_THREAD) == 0) {
      child.pid = tid;
      child.ptid = caller.tid;
      if (callerKnown) {
        inheritProcess(child, caller);
      }
    } else {
      child.pid = caller.pid;
      child.ptid = caller.ptid;
      child.flags |= CloneFlags.CLONE_FILES;
      child.lastExecTs = caller.lastExecTs;
    }
    child.vtid = tid;
    child.vpid = child.pid;
    describe(child, event);
    child.pidnsInitStartTs = scope.surroundings.bootTime();
    if (callerKnown) {
      inherit(child, caller);
    } else {
      sameProgram(caller, child);
    }
    return child;
  }

  private void inChild(Event event) {
    ThreadState known = scope.thread;
    if (known != null && known.cloneTs != 0) {
      if (Long.compareUnsigned(event.timestamp() - known.cloneTs, STALE_NANOS) < 0) {
        return;
      }
      threads.remove(event.tid());
      scope.thread = null;
    }
    ThreadState child = new ThreadState(event.tid());
    child.pid = event.int64(PID);
    child.ptid = event.int64(PTID);
    boolean hasVirtual = event.has(VPID);
    child.vtid = hasVirtual ? event.int64(VTID) : child.tid;
    child.vpid = hasVirtual ? event.int64(VPID) : -1;
    child.flags = event.int32(FLAGS) | CloneFlags.CLONE_INVERTED;
    boolean process = (child.flags & CloneFlags.CLONE_THREAD) == 0;
    if (!process) {
      child.flags |= CloneFlags.CLONE_FILES;
    }
    ThreadState model = threads.findOrMake(process ? child.ptid : child.pid);
    if (model == null) {
      scope.thread = null;
      return;
    }
    boolean modelKnown = !model.invalid();
    if (!modelKnown && !process) {
      repairLeader(model, child);
    }
    describe(child, event);
    if (modelKnown) {
      inherit(child, model);
      if (process) {
        inheritProcess(child, model);
      } else {
        child.lastExecTs = model.lastExecTs;
      }
    } else if (!process) {
      sameProgram(model, child);
    }
    child.pidnsInitStartTs = pidnsStart(child, event);
    scope.thread = threads.add(child) ? child : null;
  }

  private void repairLeader(ThreadState leader, ThreadState thread) {
    leader.pid = thread.pid;
    leader.ptid = thread.ptid;
    leader.vpid = thread.vpid;
    leader.vtid = thread.vpid;
    leader.changed();
    threads.join(leader);
  }

  private long pidnsStart(ThreadState child, Event event) {
    int other = CloneFlags.CHILD_IN_PIDNS | CloneFlags.CLONE_NEWPID;
    long boot = scope.surroundings.bootTime();
    if ((child.flags & other) == 0 && child.tid == child.vtid) {
      return boot;
    }
    return event.has(PIDNS_START) ? event.int64(PIDNS_START) + boot : 0;
  }

  /** What the event itself tells of the child. */
  private void describe(ThreadState child, Event event) {
    child.exe = strings.text(event, EXE);
    child.argList = strings.list(event, ARGS);
    child.comm = event.has(COMM) ? strings.text(event, COMM) : child.exe;
    child.fdLimit = event.int64(FD_LIMIT);
    measures(child, event, FAULTS);
    child.uid = event.int32(UID);
    child.gid = event.int32(GID);
    users.seen("", child.uid, child.gid);
    if (event.has(CGROUPS)) {
      child.cgroupList = cgroups.normal(strings.list(event, CGROUPS), child.cgroupList);
    }
    child.cloneTs = event.timestamp();
  }

  /** Page faults and memory sizes: five parameters, all empty when the last one is. */
  static void measures(ThreadState thread, Event event, int first) {
    if (event.has(first + 4)) {
      thread.pfMajor = event.int64(first);
      thread.pfMinor = event.int64(first + 1);
      thread.vmSizeKb = event.uint32(first + 2);
      thread.vmRssKb = event.uint32(first + 3);
      thread.vmSwapKb = event.uint32(first + 4);
    }
  }

  /** What only processes have for themselves, and threads share. */
  private static void inheritProcess(ThreadState child, ThreadState parent) {
    @Nullable DescriptorTable table = parent.descriptors();
    if (table != null) {
      child.ownDescriptors.copyOf(table);
    }
    child.cwd = parent.workingDirectory();
    child.ownEnvironment = parent.ownEnvironment;
  }

  private static void inherit(ThreadState child, ThreadState parent) {
    child.exePath = parent.exePath;
    child.exeWritable = parent.exeWritable;
    child.exeUpperLayer = parent.exeUpperLayer;
    child.exeLowerLayer = parent.exeLowerLayer;
    child.exeFromMemfd = parent.exeFromMemfd;
    child.root = parent.root;
    child.sid = parent.sid;
    child.vpgid = parent.vpgid;
    child.pgid = parent.pgid;
    child.tty = parent.tty;
    child.loginUid = parent.loginUid;
    child.capPermitted = parent.capPermitted;
    child.capInheritable = parent.capInheritable;
    child.capEffective = parent.capEffective;
    child.exeIno = parent.exeIno;
    child.exeCtime = parent.exeCtime;
    child.exeMtime = parent.exeMtime;
    child.exeCtimeDurationCloneTs = parent.exeCtimeDurationCloneTs;
  }

  /** A thread that was unknown runs the program of the other. */
  private static void sameProgram(ThreadState unknown, ThreadState other) {
    unknown.exe = other.exe;
    unknown.comm = other.comm;
    unknown.argList = other.argList;
    unknown.changed();
  }
}
