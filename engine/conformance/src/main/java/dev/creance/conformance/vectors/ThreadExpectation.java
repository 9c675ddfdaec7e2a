package dev.creance.conformance.vectors;

import dev.creance.events.state.MachineState;
import dev.creance.events.state.ThreadGroup;
import dev.creance.events.state.ThreadState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a script expects of threads, their groups and children. */
record ThreadExpectation(MachineState state, JsonNode args, Findings findings) {
  void check(String kind) {
    switch (kind) {
      case "thread_info_pids" -> ids(number(0), number(1));
      case "thread_info_pids_in_container" -> ids(number(3), number(4));
      case "thread_group_info" -> group();
      case "thread_children" -> children();
      case "missing_thread_info" ->
          findings.same("missing", number(1) == 1, state.thread(number(0)) == null);
      case "thread_info_flag" ->
          findings.same("flag", number(2) == 1, (thread(0).flags & (int) number(1)) != 0);
      case "thread_info_comm" -> findings.same("comm", args.path(1).asString(), thread(0).comm);
      default -> throw new IllegalArgumentException("unknown expectation " + kind);
    }
  }

  private long number(int index) {
    return args.path(index).asLong();
  }

  private ThreadState thread(int index) {
    @Nullable ThreadState thread = state.thread(number(index));
    if (thread == null) {
      throw new IllegalStateException("no thread " + number(index));
    }
    return thread;
  }

  private void ids(long vtid, long vpid) {
    ThreadState thread = thread(0);
    findings.same("pid", number(1), thread.pid);
    findings.same("ptid", number(2), thread.ptid);
    findings.same("vtid", vtid, thread.vtid);
    findings.same("vpid", vpid, thread.vpid);
    findings.same("main", thread.tid == thread.pid, thread.mainThread());
  }

  /** The fourth argument counts threads that are gone but not yet forgotten: libsinsp's matter. */
  private void group() {
    @Nullable ThreadGroup group = state.group(number(0));
    if (group == null) {
      findings.wrong("no group " + number(0));
      return;
    }
    findings.same("pid of the group", number(0), group.pid);
    findings.same("live threads", number(1), (long) group.liveThreads());
    findings.same("reaper", number(2) == 1, group.reaper);
    findings.same("threads", number(4), (long) group.threads.size());
    for (int i = 5; i < args.size(); i++) {
      ThreadState thread = thread(i);
      findings.same("pid", number(0), thread.pid);
      findings.holds(group.threads.contains(thread), thread.tid + " is not of the group");
    }
  }

  private void children() {
    ThreadState parent = thread(0);
    findings.same("listed children", number(1), (long) parent.listedChildren());
    findings.same("children", number(2), (long) parent.childCount());
    for (int i = 3; i < args.size(); i++) {
      findings.holds(thread(i).childOf(parent), number(i) + " is no child of " + parent.tid);
    }
  }
}
