package dev.creance.events.field;

import dev.creance.events.field.Ancestry.Leader;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadGroup;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.checked.FieldExpression.Access;
import org.jspecify.annotations.Nullable;

/** {@code proc.*} and {@code thread.*}, but for ancestors ({@link AncestorFields}). */
final class ProcessFields extends FieldFamily {
  private static final long MAX_ID = 0xFFFFFFFFL;

  ProcessFields() {
    names();
    commandLine();
    ids();
    leaders();
    times();
    executable();
    numbers();
    cgroups();
    standardStreams();
  }

  private void names() {
    addThreadText("proc.name", (thread, scope) -> thread.comm);
    addThreadText("proc.exe", (thread, scope) -> thread.exe);
    addThreadText("proc.exepath", (thread, scope) -> thread.exePath);
    addThreadText("proc.cwd", (thread, scope) -> thread.workingDirectory());
    addThreadText("thread.nametid", (thread, scope) -> thread.comm + scope.event.tid());
  }

  private void commandLine() {
    addWithArgument("proc.args", ProcessFields::arguments);
    addThreadText("proc.cmdline", (thread, scope) -> thread.commandLine());
    addThreadText("proc.exeline", (thread, scope) -> thread.exe + " " + thread.joinedArgs());
    addThreadNumber("proc.cmdnargs", thread -> thread.args().length);
    addThreadNumber("proc.cmdlenargs", ProcessFields::argumentsLength);
    addWithArgument("proc.env", ProcessFields::environment);
  }

  private static FieldReader arguments(Access access) {
    int index = Arguments.index(access, -1);
    if (index < 0) {
      return threadText((thread, scope) -> thread.joinedArgs());
    }
    return threadText((thread, scope) -> item(thread.args(), index));
  }

  private static String item(String[] items, int index) {
    return index < items.length ? items[index] : "";
  }

  private static long argumentsLength(ThreadState thread) {
    long length = 0;
    for (String argument : thread.args()) {
      length += argument.length();
    }
    return length;
  }

  /** With a number in brackets it gives the whole environment, as libsinsp does. */
  private static FieldReader environment(Access access) {
    String name = access.argument().orElse("");
    if (name.isEmpty() || Arguments.digits(name)) {
      return threadText((thread, scope) -> thread.environmentList().joined());
    }
    return threadText((thread, scope) -> Environments.value(thread, name));
  }

  private void ids() {
    add(
        "thread.tid",
        (scope, into) -> {
          into.number = scope.event.tid();
          return possibleId(into.number);
        });
    add("proc.pid", pidOf((thread, scope) -> thread));
    addThreadNumber("proc.vpid", -1, thread -> thread.vpid);
    addThreadNumber("thread.vtid", -1, thread -> thread.vtid);
    addThreadNumber("proc.sid", thread -> thread.sid);
    addThreadNumber("proc.vpgid", thread -> thread.vpgid);
    addThreadNumber("proc.pgid", thread -> thread.pgid);
    addThreadNumber("proc.tty", thread -> thread.tty & 0xFFFFFFFFL);
    addFlag("thread.ismain", ThreadState::mainThread);
    addFlag("proc.is_sid_leader", thread -> thread.sid == thread.vpid);
    addFlag("proc.is_vpgid_leader", thread -> thread.vpgid == thread.vpid);
    addFlag("proc.is_pgid_leader", thread -> thread.pgid == thread.pid);
    add("proc.loginshellid", ProcessFields::loginShell);
  }

  /** A process of which an id is wanted. */
  interface Relative {
    @Nullable ThreadState of(ThreadState thread, EventScope scope);
  }

  /** The pid of a relative of the event's thread. */
  static FieldReader pidOf(Relative relative) {
    return (scope, into) -> {
      ThreadState thread = thread(scope);
      ThreadState process = thread == null ? null : relative.of(thread, scope);
      if (process == null) {
        return false;
      }
      into.number = process.pid;
      return possibleId(process.pid);
    };
  }

  private static boolean possibleId(long id) {
    return id >= -1 && id <= MAX_ID;
  }

  /** The farthest of the process and its ancestors whose name ends in {@code sh}. */
  private static boolean loginShell(EventScope scope, Cell into) {
    ThreadState main = Ancestry.main(thread(scope));
    if (main == null) {
      return false;
    }
    boolean found = false;
    Ancestry.Walk walk = new Ancestry.Walk(main, scope);
    for (ThreadState at = main; at != null; at = walk.next()) {
      if (at.comm.endsWith("sh")) {
        into.number = at.pid;
        found = true;
      }
    }
    return found;
  }

  private void leaders() {
    leader("proc.sname", "proc.sid.exe", "proc.sid.exepath", Leader.SESSION);
    leader("proc.vpgid.name", "proc.vpgid.exe", "proc.vpgid.exepath", Leader.VIRTUAL_GROUP);
    leader("proc.pgid.name", "proc.pgid.exe", "proc.pgid.exepath", Leader.GROUP);
  }

  private void leader(String name, String exe, String exePath, Leader leader) {
    addThreadText(
        name,
        (thread, scope) -> {
          ThreadState found = leader.of(thread, scope);
          return found == null ? "" : found.comm;
        });
    addThreadText(
        exe,
        (thread, scope) -> {
          ThreadState found = leader.of(thread, scope);
          return found == null ? "" : found.exe;
        });
    addThreadText(
        exePath,
        (thread, scope) -> {
          ThreadState found = leader.of(thread, scope);
          return found == null ? "" : found.exePath;
        });
  }

  /** Scheduling times need the number of processors, which libsinsp forgets for captures. */
  private void times() {
    addThreadNumber("proc.pid.ts", 0, thread -> thread.cloneTs);
    add(
        "proc.duration",
        (scope, into) -> {
          ThreadState thread = thread(scope);
          if (thread == null || thread.cloneTs == 0) {
            return false;
          }
          into.number = scope.event.timestamp() - thread.cloneTs;
          return true;
        });
    addNumber("thread.exectime", scope -> 0);
    addThreadNumber("thread.totexectime", thread -> 0);
    add("thread.cpu", cpu(true, true));
    add("thread.cpu.user", cpu(true, false));
    add("thread.cpu.system", cpu(false, true));
  }

  /**
   * The share of a processor comes with process-info events, as the difference to the one before; a
   * value alone says nothing, so it is 0.
   */
  private FieldReader cpu(boolean user, boolean system) {
    return (scope, into) -> {
      into.real = 0;
      return (user || system)
          && scope.event.code() == EventTraits.PROCESS_INFO
          && thread(scope) != null
          && scope.event.has(0);
    };
  }

  private void executable() {
    addFlag("proc.is_exe_writable", thread -> thread.exeWritable);
    addFlag("proc.is_exe_upper_layer", thread -> thread.exeUpperLayer);
    addFlag("proc.is_exe_lower_layer", thread -> thread.exeLowerLayer);
    addFlag("proc.is_exe_from_memfd", thread -> thread.exeFromMemfd);
    addThreadNumber("proc.exe_ino", 0, thread -> thread.exeIno);
    addThreadNumber("proc.exe_ino.ctime", 0, thread -> thread.exeCtime);
    addThreadNumber("proc.exe_ino.mtime", 0, thread -> thread.exeMtime);
    addThreadNumber(
        "proc.exe_ino.ctime_duration_proc_start", 0, thread -> thread.exeCtimeDurationCloneTs);
    addThreadNumber(
        "proc.exe_ino.ctime_duration_pidns_start", 0, thread -> thread.exeCtimeDurationPidnsStart);
    addThreadNumber("proc.pidns_init_start_ts", 0, thread -> thread.pidnsInitStartTs);
    capabilities("thread.cap_permitted", thread -> thread.capPermitted);
    capabilities("thread.cap_inheritable", thread -> thread.capInheritable);
    capabilities("thread.cap_effective", thread -> thread.capEffective);
  }

  private void capabilities(String field, ThreadNumber set) {
    addWithArgument(
        field,
        access -> {
          Capabilities texts = new Capabilities();
          return threadText((thread, scope) -> texts.text(set.of(thread)));
        });
  }

  private void numbers() {
    addThreadNumber("proc.nthreads", ProcessFields::liveThreads);
    addThreadNumber("proc.nchilds", ProcessFields::otherThreads);
    addThreadNumber("proc.fdopencount", ProcessFields::openDescriptors);
    addThreadNumber("proc.fdlimit", ProcessFields::descriptorLimit);
    add(
        "proc.fdusage",
        (scope, into) -> {
          ThreadState thread = thread(scope);
          if (thread == null) {
            return false;
          }
          into.real = descriptorUsage(thread);
          return true;
        });
    addThreadNumber("proc.vmsize", thread -> thread.vmSizeKb);
    addThreadNumber("proc.vmrss", thread -> thread.vmRssKb);
    addThreadNumber("proc.vmswap", thread -> thread.vmSwapKb);
    addThreadNumber("thread.vmsize", thread -> thread.mainThread() ? thread.vmSizeKb : 0);
    addThreadNumber("thread.vmrss", thread -> thread.mainThread() ? thread.vmRssKb : 0);
    addThreadNumber("thread.vmsize.b", thread -> thread.mainThread() ? thread.vmSizeKb * 1024 : 0);
    addThreadNumber("thread.vmrss.b", thread -> thread.mainThread() ? thread.vmRssKb * 1024 : 0);
    addThreadNumber("thread.pfmajor", thread -> thread.pfMajor);
    addThreadNumber("thread.pfminor", thread -> thread.pfMinor);
  }

  private static long liveThreads(ThreadState thread) {
    ThreadGroup group = thread.group;
    return group == null ? 0 : group.liveThreads();
  }

  private static long otherThreads(ThreadState thread) {
    ThreadState main = Ancestry.main(thread);
    boolean leads = main != null && !main.dead();
    return thread.group == null ? 0 : liveThreads(thread) - (leads ? 1 : 0);
  }

  static long openDescriptors(ThreadState thread) {
    ThreadState main = Ancestry.main(thread);
    return main == null ? 0 : main.ownDescriptors.size();
  }

  private static long descriptorLimit(ThreadState thread) {
    ThreadState main = Ancestry.main(thread);
    return main == null ? 0 : main.fdLimit;
  }

  private static double descriptorUsage(ThreadState thread) {
    long limit = descriptorLimit(thread);
    long open = openDescriptors(thread);
    return limit <= 0 ? 0 : open <= limit ? (double) open * 100 / limit : 100;
  }

  private void cgroups() {
    addThreadText(
        "thread.cgroups",
        (thread, scope) -> thread.cgroupList.isEmpty() ? null : thread.cgroupList.joined());
    addWithArgument(
        "thread.cgroup",
        access -> {
          String start = access.argument().orElse("") + "=";
          return threadText((thread, scope) -> cgroup(thread, start));
        });
  }

  private static @Nullable String cgroup(ThreadState thread, String start) {
    for (String cgroup : thread.cgroups()) {
      if (cgroup.startsWith(start)) {
        return cgroup.substring(start.length());
      }
    }
    return null;
  }

  private void standardStreams() {
    String[] streams = {"stdin", "stdout", "stderr"};
    for (int i = 0; i < streams.length; i++) {
      int number = i;
      addThreadText(
          "proc." + streams[i] + ".type",
          (thread, scope) -> {
            Descriptor descriptor = thread.descriptor(number);
            return descriptor == null ? null : descriptor.type.text();
          });
      addThreadText(
          "proc." + streams[i] + ".name",
          (thread, scope) -> {
            Descriptor descriptor = thread.descriptor(number);
            return descriptor == null ? null : descriptor.name;
          });
    }
  }

  /** A yes or no of a thread. */
  private interface ThreadFlag {
    boolean of(ThreadState thread);
  }

  private void addFlag(String field, ThreadFlag flag) {
    addThreadNumber(field, thread -> flag.of(thread) ? 1 : 0);
  }
}
