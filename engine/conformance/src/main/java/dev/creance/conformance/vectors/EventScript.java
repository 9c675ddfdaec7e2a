package dev.creance.conformance.vectors;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader.DescriptorEntry;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.events.state.DescriptorType;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * A script of events: threads to begin with, events and other steps, and what is to be seen after
 * each. Runs on a {@link MachineState}; what is to be seen is the caller's to look at.
 *
 * @param input threads and steps
 * @param expectations each with the number of steps after which it is due
 */
record EventScript(JsonNode input, JsonNode expectations) {
  /** The processor that libsinsp's tests take all events from. */
  private static final int CPU = 1;

  /** Runs the steps, with {@code look} after each for every expectation that is due. */
  void run(Findings findings, BiConsumer<MachineState, JsonNode> look) {
    MachineState state =
        new MachineState(
            Options.defaults().withContainerEngines(Set.of()).withHostUsers(HostUsers.NONE));
    for (JsonNode thread : input.path("threads")) {
      head(state, thread);
    }
    int done = 0;
    due(done, state, look);
    for (JsonNode step : input.path("steps")) {
      if (step.has("event")) {
        event(state, step.path("event"), findings);
      } else {
        operation(state, step);
      }
      due(++done, state, look);
    }
  }

  private void due(int done, MachineState state, BiConsumer<MachineState, JsonNode> look) {
    for (JsonNode expectation : expectations) {
      if (expectation.path("after_step").asInt() == done) {
        look.accept(state, expectation);
      }
    }
  }

  private static void event(MachineState state, JsonNode told, Findings findings) {
    Event event = EventNotation.event(told, CPU);
    boolean visible = state.process(event);
    findings.holds(
        !visible || !told.path("expect_filtered_out").asBoolean(false), "rules would see " + told);
  }

  private static void operation(MachineState state, JsonNode step) {
    JsonNode args = step.path("args");
    switch (step.path("op").asString()) {
      case "open" -> {
        state.complete();
        state.settle();
      }
      case "add_user" -> addUser(state, args);
      case "rm_user" -> state.userTable().removeUser(args.path(0).asString(), args.path(1).asInt());
      default -> throw new IllegalArgumentException("unknown step " + step);
    }
  }

  private static void addUser(MachineState state, JsonNode args) {
    String container = args.path(0).asString();
    int uid = args.path(2).asInt();
    int gid = args.path(3).asInt();
    if (args.path(4).isString()) {
      state
          .userTable()
          .name(
              container,
              uid,
              gid,
              args.path(4).asString(),
              args.path(5).asString(),
              args.path(6).asString());
    } else {
      state.userTable().seenUser(container, uid, gid);
    }
  }

  private static void head(MachineState state, JsonNode thread) {
    long tid = number(thread, "tid");
    state.process(
        new ProcessEntry(
            tid,
            number(thread, "pid"),
            number(thread, "ptid"),
            number(thread, "sid"),
            number(thread, "vpgid"),
            text(thread, "comm"),
            text(thread, "exe"),
            text(thread, "exepath"),
            list(thread, "args"),
            text(thread, "cwd"),
            number(thread, "fdlimit"),
            (int) number(thread, "flags"),
            (int) number(thread, "uid"),
            (int) number(thread, "gid"),
            number(thread, "vmsize_kb"),
            number(thread, "vmrss_kb"),
            number(thread, "vmswap_kb"),
            number(thread, "pfmajor"),
            number(thread, "pfminor"),
            list(thread, "env"),
            number(thread, "vtid"),
            number(thread, "vpid"),
            list(thread, "cgroups"),
            text(thread, "root"),
            0,
            (int) number(thread, "tty"),
            (int) number(thread, "loginuid"),
            thread.path("exe_writable").asBoolean(false),
            number(thread, "cap_inheritable"),
            number(thread, "cap_permitted"),
            number(thread, "cap_effective"),
            thread.path("exe_upper_layer").asBoolean(false),
            0,
            0,
            0,
            thread.path("exe_from_memfd").asBoolean(false),
            thread.path("exe_lower_layer").asBoolean(false),
            0));
    state.startedAt(tid, number(thread, "clone_ts"));
    for (JsonNode fd : thread.path("fds")) {
      state.descriptor(tid, descriptor(fd));
    }
  }

  private static DescriptorEntry descriptor(JsonNode fd) {
    return new DescriptorEntry(
        number(fd, "fd"),
        number(fd, "ino"),
        DescriptorType.valueOf(text(fd, "type")).code(),
        text(fd, "name"),
        (int) number(fd, "open_flags"),
        (int) number(fd, "dev"),
        "",
        0,
        "",
        0,
        0,
        0,
        0);
  }

  private static long number(JsonNode node, String key) {
    return node.path(key).asLong(0);
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString("");
  }

  private static String list(JsonNode node, String key) {
    StringBuilder joined = new StringBuilder();
    for (JsonNode item : node.path(key)) {
      joined.append(item.asString()).append('\0');
    }
    return joined.toString();
  }
}
