package dev.creance.events.state;

import dev.creance.events.Event;
import dev.creance.events.Paths;

/** What a thread changes about itself, clone and exec apart, and what measures events bring. */
final class ProcessEvents {
  private static final int RLIMIT_NOFILE = 7;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int PR_GET_CHILD_SUBREAPER = 37;
  private static final int CAPABILITIES = 41;
  private static final long ALL_CAPABILITIES = (1L << CAPABILITIES) - 1;

  private final EventScope scope;
  private final Threads threads;
  private final UserTable users;

  ProcessEvents(EventScope scope, Threads threads, UserTable users) {
    this.scope = scope;
    this.threads = threads;
    this.users = users;
  }

  void setUser(Event event, ThreadState thread, int parameter) {
    if (scope.returnValue() == 0 && event.has(parameter)) {
      thread.uid = event.int32(parameter);
      thread.changed();
      users.seenUser(thread.containerId, thread.uid, thread.gid);
    }
  }

  void setGroup(Event event, ThreadState thread, int parameter) {
    if (scope.returnValue() == 0 && event.has(parameter)) {
      thread.gid = event.int32(parameter);
      thread.changed();
      users.seenGroup(thread.containerId, thread.gid);
    }
  }

  void setSession(ThreadState thread) {
    if (scope.returnValue() >= 0) {
      thread.sid = scope.returnValue();
      thread.changed();
    }
  }

  void setCapabilities(Event event, ThreadState thread) {
    if (scope.returnValue() >= 0) {
      setCapabilities(thread, event.int64(1), event.int64(2), event.int64(3));
    }
  }

  /** A new user namespace gives all capabilities. */
  void changeNamespaces(Event event, ThreadState thread, int flagsParameter) {
    if (scope.returnValue() >= 0 && (event.int32(flagsParameter) & CloneFlags.CLONE_NEWUSER) != 0) {
      setCapabilities(thread, ALL_CAPABILITIES, ALL_CAPABILITIES, ALL_CAPABILITIES);
    }
  }

  private static void setCapabilities(
      ThreadState thread, long inheritable, long permitted, long effective) {
    thread.capInheritable = inheritable;
    thread.capPermitted = permitted;
    thread.capEffective = effective;
    thread.changed();
  }

  void changeRoot(Event event, ThreadState thread) {
    if (scope.returnValue() == 0) {
      String path = event.text(1);
      boolean relative = !path.isEmpty() && !Paths.absolute(path) && !path.equals("<NA>");
      thread.root = relative ? Paths.concatenate(thread.workingDirectory(), path) : path;
      thread.changed();
    }
  }

  void changeDirectory(Event event, ThreadState thread) {
    if (scope.returnValue() >= 0) {
      changeDirectory(thread, event.text(1));
    }
  }

  void changeDirectoryToDescriptor(ThreadState thread) {
    Descriptor directory = scope.descriptor;
    if (scope.returnValue() >= 0 && directory != null) {
      changeDirectory(thread, directory.name);
    }
  }

  /** Relative to the thread's own directory, which only a main thread has. */
  static void changeDirectory(ThreadState thread, String path) {
    ThreadState main = thread.main();
    if (main == null) {
      return;
    }
    String changed = Paths.concatenate(thread.cwd, path);
    if (!changed.endsWith("/")) {
      changed += '/';
    }
    if (!changed.equals(main.cwd)) {
      main.cwd = changed;
      main.changed();
    }
  }

  void resourceLimit(Event event, ThreadState thread) {
    if (scope.returnValue() >= 0 && event.uint8(3) == RLIMIT_NOFILE) {
      setDescriptorLimit(thread, event.int64(1));
    }
  }

  void resourceLimitOf(Event event) {
    if (scope.returnValue() != 0
        || event.uint8(6) != RLIMIT_NOFILE
        || event.int64(1) == -1
        || !event.has(5)) {
      return;
    }
    long tid = event.int64(5);
    ThreadState thread = threads.findOrMake(tid == 0 ? event.tid() : tid);
    if (thread != null && !thread.invalid()) {
      setDescriptorLimit(thread, event.int64(1));
    }
  }

  private static void setDescriptorLimit(ThreadState thread, long limit) {
    ThreadState main = thread.main();
    if (main != null && limit != -1) {
      main.fdLimit = limit;
      main.changed();
    }
  }

  void control(Event event, ThreadState thread) {
    ThreadGroup group = thread.group;
    if (scope.returnValue() < 0 || thread.invalid() || group == null) {
      return;
    }
    int option = event.int32(1);
    if (option == PR_SET_CHILD_SUBREAPER || option == PR_GET_CHILD_SUBREAPER) {
      group.reaper = event.int64(3) != 0;
    }
  }

  void memory(Event event, ThreadState thread) {
    if (event.has(1)) {
      thread.vmSizeKb = event.uint32(1);
    }
    if (event.has(3)) {
      thread.vmRssKb = event.uint32(2);
      thread.vmSwapKb = event.uint32(3);
    }
  }

  /** A processor turns from this thread to another. */
  void scheduled(Event event, ThreadState thread) {
    if (!event.has(5)) {
      return;
    }
    thread.pfMajor = event.int64(1);
    thread.pfMinor = event.int64(2);
    ThreadState main = thread.main();
    if (main != null) {
      main.vmSizeKb = event.uint32(3);
      main.vmRssKb = event.uint32(4);
      main.vmSwapKb = event.uint32(5);
    }
  }

  /** A thread exits; it is removed before the next event. */
  void exit(Event event, ThreadState thread) {
    Threads.kill(thread);
    if (thread.children.any()) {
      if (event.parameterCount() <= 4) {
        thread.reaperTid = -1;
      } else if (event.has(4)) {
        thread.reaperTid = event.int64(4);
      }
      thread.changed();
    }
  }

  void userAdded(Event event) {
    users.name(
        containerOf(event, 5),
        event.int32(0),
        event.int32(1),
        event.text(2),
        event.text(3),
        event.text(4));
  }

  void userDeleted(Event event) {
    users.removeUser(containerOf(event, 5), event.int32(0));
  }

  void groupAdded(Event event) {
    users.name(containerOf(event, 2), event.int32(0), event.text(1));
  }

  void groupDeleted(Event event) {
    users.removeGroup(containerOf(event, 2), event.int32(0));
  }

  private static String containerOf(Event event, int parameter) {
    return event.text(parameter);
  }
}
