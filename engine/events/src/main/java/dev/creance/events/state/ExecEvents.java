package dev.creance.events.state;

import dev.creance.events.Event;
import dev.creance.events.Paths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Successful returns of execve and execveat: the thread runs another program. */
final class ExecEvents {
  private static final int EXE = 1;
  private static final int ARGS = 2;
  private static final int PID = 4;
  private static final int PTID = 5;
  private static final int FD_LIMIT = 7;
  private static final int FAULTS = 8;
  private static final int COMM = 13;
  private static final int CGROUPS = 14;
  private static final int ENV = 15;
  private static final int TTY = 16;
  private static final int VPGID = 17;
  private static final int LOGIN_UID = 18;
  private static final int FLAGS = 19;
  private static final int CAP_INHERITABLE = 20;
  private static final int CAP_PERMITTED = 21;
  private static final int CAP_EFFECTIVE = 22;
  private static final int INO = 23;
  private static final int CTIME = 24;
  private static final int MTIME = 25;
  private static final int UID = 26;
  private static final int EXE_PATH = 27;
  private static final int PGID = 28;
  private static final int GID = 29;

  private static final int EXE_WRITABLE = 1;
  private static final int EXE_UPPER_LAYER = 1 << 1;
  private static final int EXE_FROM_MEMFD = 1 << 2;
  private static final int EXE_LOWER_LAYER = 1 << 3;
  private static final int AT_EMPTY_PATH = 1;

  private static final String NONE = "<NA>";
  private static final String UNKNOWN = "<UNKNOWN>";
  private static final String DELETED = " (deleted)";

  private final EventScope scope;
  private final Threads threads;
  private final UserTable users;
  private final ByteStrings strings;
  private final CgroupNames cgroups;

  ExecEvents(
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

  void executed(Event event, ThreadState thread, @Nullable Event enter) {
    if (scope.returnValue() < 0) {
      return;
    }
    Threads.revive(thread);
    thread.exe = strings.text(event, EXE);
    thread.lastExecTs = event.timestamp();
    thread.comm = event.has(COMM) ? strings.text(event, COMM) : thread.exe;
    thread.argList = strings.list(event, ARGS);
    thread.pid = event.int64(PID);
    if (thread.invalid()) {
      repair(thread, event);
    }
    thread.fdLimit = event.int64(FD_LIMIT);
    CloneEvents.measures(thread, event, FAULTS);
    if (event.has(ENV)) {
      thread.ownEnvironment = strings.list(event, ENV);
    }
    if (event.has(CGROUPS)) {
      thread.cgroupList = cgroups.normal(strings.list(event, CGROUPS), thread.cgroupList);
    }
    executable(event, thread, enter);
    identity(event, thread);
    users.seen(thread.containerId, thread.uid, thread.gid);
    DescriptorTable table = thread.descriptors();
    if (table != null) {
      table.removeIf((number, descriptor) -> descriptor.closeOnExec());
    }
    thread.flags =
        thread.flags
                & (CloneFlags.PIPE_SRC
                    | CloneFlags.PIPE_DST
                    | CloneFlags.IS_MAIN_THREAD
                    | CloneFlags.CLONE_INVERTED)
            | CloneFlags.ACTIVE
            | CloneFlags.NAME_CHANGED;
    thread.changed();
    endOtherThreads(thread);
  }

  /** Gives a thread of which only the tid was known its place. */
  private void repair(ThreadState thread, Event event) {
    thread.ptid = event.int64(PTID);
    if ((thread.flags & CloneFlags.CHILD_IN_PIDNS) == 0) {
      thread.vtid = thread.tid;
      thread.vpid = thread.pid;
    }
    threads.join(thread);
  }

  private void executable(Event event, ThreadState thread, @Nullable Event enter) {
    if (event.has(EXE_PATH)) {
      thread.exePath = withoutDeleted(strings.text(event, EXE_PATH));
    } else if (enter != null) {
      thread.exePath = withoutDeleted(pathOf(enter, thread));
    }
    if (event.has(FLAGS)) {
      int flags = event.int32(FLAGS);
      thread.exeWritable = (flags & EXE_WRITABLE) != 0;
      thread.exeUpperLayer = (flags & EXE_UPPER_LAYER) != 0;
      thread.exeFromMemfd = (flags & EXE_FROM_MEMFD) != 0;
      thread.exeLowerLayer = (flags & EXE_LOWER_LAYER) != 0;
    }
    if (event.has(MTIME)) {
      thread.exeIno = event.int64(INO);
      thread.exeCtime = event.int64(CTIME);
      thread.exeMtime = event.int64(MTIME);
      if (thread.cloneTs != 0) {
        thread.exeCtimeDurationCloneTs = thread.cloneTs - thread.exeCtime;
      }
      if (thread.pidnsInitStartTs != 0
          && Long.compareUnsigned(thread.exeCtime, thread.pidnsInitStartTs) > 0) {
        thread.exeCtimeDurationPidnsStart = thread.exeCtime - thread.pidnsInitStartTs;
      }
    }
  }

  /** Old captures tell the path only by what the caller asked for. */
  private String pathOf(Event enter, ThreadState thread) {
    if (enter.code() == EventCodes.EXECVE_E) {
      String file = strings.text(enter, 0);
      return file.equals(NONE) ? NONE : Paths.concatenate(thread.workingDirectory(), file);
    }
    long number = enter.int64(0);
    String path = strings.text(enter, 1);
    boolean ofDescriptor = (enter.int32(2) & AT_EMPTY_PATH) != 0;
    String directory = DescriptorEvents.directory(thread, path, number);
    if (!directory.equals(".") && !directory.equals(UNKNOWN)) {
      scope.descriptor = thread.descriptor(number);
    }
    if (!ofDescriptor && path.equals(NONE) || directory.equals(UNKNOWN)) {
      return NONE;
    }
    return ofDescriptor ? Paths.concatenate("", directory) : Paths.concatenate(directory, path);
  }

  static String withoutDeleted(String path) {
    return path.length() > DELETED.length() && path.endsWith(DELETED)
        ? path.substring(0, path.length() - DELETED.length())
        : path;
  }

  private static void identity(Event event, ThreadState thread) {
    if (event.has(TTY)) {
      thread.tty = event.int32(TTY);
    }
    if (event.has(VPGID)) {
      thread.vpgid = event.int64(VPGID);
    }
    if (event.has(LOGIN_UID)) {
      thread.loginUid = event.int32(LOGIN_UID);
    }
    if (event.has(CAP_EFFECTIVE)) {
      thread.capInheritable = event.int64(CAP_INHERITABLE);
      thread.capPermitted = event.int64(CAP_PERMITTED);
      thread.capEffective = event.int64(CAP_EFFECTIVE);
    }
    if (event.has(UID)) {
      thread.uid = event.int32(UID);
    }
    thread.pgid = event.has(PGID) ? event.int64(PGID) : -1;
    if (event.has(GID)) {
      thread.gid = event.int32(GID);
    }
  }

  /** Of a process that runs another program only the leader is left. */
  private void endOtherThreads(ThreadState thread) {
    ThreadGroup group = thread.group;
    if (group == null || group.alive <= 1) {
      return;
    }
    List<ThreadState> others = new ArrayList<>(group.threads);
    for (ThreadState other : others) {
      if (!other.mainThread() && other != thread) {
        threads.remove(other.tid);
      }
    }
  }
}
