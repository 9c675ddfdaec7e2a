package dev.creance.events.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** What a script expects of threads, their groups and children. */
final class ThreadExpectation {
  private final MachineState state;
  private final JsonNode args;

  private ThreadExpectation(MachineState state, JsonNode args) {
    this.state = state;
    this.args = args;
  }

  static void check(MachineState state, String kind, JsonNode args) {
    ThreadExpectation expectation = new ThreadExpectation(state, args);
    switch (kind) {
      case "thread_info_pids" -> expectation.ids(expectation.number(0), expectation.number(1));
      case "thread_info_pids_in_container" ->
          expectation.ids(expectation.number(3), expectation.number(4));
      case "thread_group_info" -> expectation.group();
      case "thread_children" -> expectation.children();
      case "missing_thread_info" ->
          assertThat(state.thread(expectation.number(0)) == null)
              .isEqualTo(expectation.number(1) == 1);
      case "thread_info_flag" ->
          assertThat((expectation.thread(0).flags & (int) expectation.number(1)) != 0)
              .isEqualTo(expectation.number(2) == 1);
      case "thread_info_comm" ->
          assertThat(expectation.thread(0).comm).isEqualTo(args.get(1).stringValue());
      default -> throw new AssertionError("unknown expectation " + kind);
    }
  }

  private long number(int index) {
    return args.get(index).asLong();
  }

  private ThreadState thread(int index) {
    return Objects.requireNonNull(state.thread(number(index)), () -> "no thread " + args);
  }

  private void ids(long vtid, long vpid) {
    ThreadState thread = thread(0);
    assertThat(thread.pid).as("pid").isEqualTo(number(1));
    assertThat(thread.ptid).as("ptid").isEqualTo(number(2));
    assertThat(thread.vtid).as("vtid").isEqualTo(vtid);
    assertThat(thread.vpid).as("vpid").isEqualTo(vpid);
    assertThat(thread.mainThread()).isEqualTo(thread.tid == thread.pid);
  }

  /** The fourth argument counts threads that are gone but not yet forgotten: libsinsp's matter. */
  private void group() {
    ThreadGroup group = Objects.requireNonNull(state.group(number(0)), "no group");
    assertThat(group.pid).isEqualTo(number(0));
    assertThat(group.liveThreads()).as("live threads").isEqualTo((int) number(1));
    assertThat(group.reaper).as("reaper").isEqualTo(number(2) == 1);
    assertThat(group.threads).as("threads").hasSize((int) number(4));
    for (int i = 5; i < args.size(); i++) {
      ThreadState thread = thread(i);
      assertThat(thread.pid).isEqualTo(number(0));
      assertThat(group.threads).contains(thread);
    }
  }

  private void children() {
    ThreadState parent = thread(0);
    assertThat(parent.children.listed()).as("listed children").isEqualTo((int) number(1));
    assertThat(parent.children.size()).as("children").isEqualTo((int) number(2));
    for (int i = 3; i < args.size(); i++) {
      Children.Link link = Objects.requireNonNull(thread(i).childLink, "not a child");
      assertThat(link.list).isSameAs(parent.children);
    }
  }
}
