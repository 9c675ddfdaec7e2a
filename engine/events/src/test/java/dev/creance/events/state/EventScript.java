package dev.creance.events.state;

import dev.creance.events.Event;
import dev.creance.events.Shared;
import dev.creance.events.scap.CaptureHeader.DescriptorEntry;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import dev.creance.grammar.vocabulary.Parameter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * A script of {@code sinsp-events.jsonl}: threads to begin with, events and other steps, and what
 * is to be seen after each. Runs on a {@link MachineState}; what is to be seen is the caller's to
 * look at.
 */
public final class EventScript {
  /** The processor that libsinsp's tests take all events from. */
  private static final int CPU = 1;

  private final JsonNode row;
  private final MachineState state =
      new MachineState(
          Options.defaults().withContainerEngines(Set.of()).withHostUsers(HostUsers.NONE));

  private EventScript(JsonNode row) {
    this.row = row;
  }

  /** All scripts of the vectors; skips the test where they are not there. */
  public static List<EventScript> all() {
    return Shared.rows("conformance/sinsp-events.jsonl").stream().map(EventScript::new).toList();
  }

  /** A script in the same form from elsewhere. */
  public static EventScript of(JsonNode row) {
    return new EventScript(row);
  }

  public String id() {
    return row.get("id").stringValue();
  }

  /** Whether any expectation has a key, for example {@code filter}. */
  public boolean expects(String key) {
    for (JsonNode expectation : row.get("expect")) {
      if (expectation.has(key)) {
        return true;
      }
    }
    return false;
  }

  /** Runs the steps, with {@code look} after each for every expectation that is due. */
  public void run(BiConsumer<MachineState, JsonNode> look) {
    JsonNode input = row.get("input");
    for (JsonNode thread : input.path("threads")) {
      head(thread);
    }
    int done = 0;
    look(done, look);
    for (JsonNode step : input.path("steps")) {
      step(step);
      look(++done, look);
    }
  }

  private void look(int done, BiConsumer<MachineState, JsonNode> look) {
    for (JsonNode expectation : row.get("expect")) {
      if (expectation.path("after_step").asInt() == done) {
        look.accept(state, expectation);
      }
    }
  }

  private void step(JsonNode step) {
    if (step.has("event")) {
      JsonNode told = step.get("event");
      Event event = event(told);
      boolean visible = state.process(event);
      if (visible && told.path("expect_filtered_out").asBoolean(false)) {
        throw new AssertionError(id() + ": rules would see " + told);
      }
      return;
    }
    JsonNode args = step.path("args");
    switch (step.get("op").stringValue()) {
      case "open" -> {
        state.complete();
        state.endHead();
      }
      case "add_user" -> addUser(args);
      case "rm_user" ->
          state.userTable().removeUser(args.get(0).stringValue(), args.get(1).asInt());
      default -> throw new AssertionError("unknown step " + step);
    }
  }

  private void addUser(JsonNode args) {
    String container = args.get(0).stringValue();
    if (args.get(4).isString()) {
      state
          .userTable()
          .name(
              container,
              args.get(2).asInt(),
              args.get(3).asInt(),
              args.get(4).stringValue(),
              args.get(5).stringValue(),
              args.get(6).stringValue());
    } else {
      state.userTable().seenUser(container, args.get(2).asInt(), args.get(3).asInt());
    }
  }

  private void head(JsonNode thread) {
    state.process(
        new ProcessEntry(
            number(thread, "tid"),
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
    long tid = number(thread, "tid");
    ThreadState made = state.thread(tid);
    if (made != null) {
      made.cloneTs = number(thread, "clone_ts");
    }
    for (JsonNode fd : thread.path("fds")) {
      state.descriptor(
          tid,
          new DescriptorEntry(
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
              0));
    }
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
      joined.append(item.stringValue()).append('\0');
    }
    return joined.toString();
  }

  private static Event event(JsonNode told) {
    EventType type = EventTable.current().type(told.get("code").asInt());
    List<byte[]> values = new ArrayList<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int index = 0;
    for (JsonNode value : told.get("params")) {
      byte[] bytes = bytes(value, type.parameters().get(index++));
      values.add(bytes);
      all.writeBytes(bytes);
    }
    Event event = new Event();
    event.reset(
        all.toByteArray(), type.code(), told.get("ts").asLong(), told.get("tid").asLong(), CPU, 0);
    int at = 0;
    for (byte[] value : values) {
      event.add(at, value.length);
      at += value.length;
    }
    return event;
  }

  private static byte[] bytes(JsonNode value, Parameter parameter) {
    if (value.isNull()) {
      return new byte[0];
    }
    if (value.isObject()) {
      return HexFormat.of().parseHex(value.get("hex").stringValue());
    }
    if (value.isString()) {
      return (value.stringValue() + '\0').getBytes(StandardCharsets.ISO_8859_1);
    }
    int width = parameter.type().width();
    byte[] bytes = new byte[width];
    long number =
        value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.bigIntegerValue().longValue();
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (number >>> 8 * i);
    }
    return bytes;
  }
}
