package dev.creance.conformance;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.RuleRun;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.events.Replay;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values of some 280 fields for the events of a capture, as Falco's JSON prints them; a row is
 * one value.
 */
record Probes(Path capture, boolean engines) implements Check {
  private static final double BAR = 0.999;
  private static final long STACK_START = 0x7ffc_0000_0000L;
  private static final int STACK_SHIFT = 34;

  @Override
  public String name() {
    return "field probe" + (engines ? " containers" : "") + ": " + capture.getFileName();
  }

  /** Whether there is such a probe of a capture. */
  boolean exists() {
    return Files.exists(file());
  }

  private Path file() {
    return capture.resolve(engines ? "probe-containers.jsonl.gz" : "probe.jsonl.gz");
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    Map<String, Differences> differences = new TreeMap<>();
    try (SharedFolder.Rows rows = SharedFolder.open(file());
        Replay replay =
            Replay.open(capture.resolve("capture.scap.gz"), FalcoSetup.state(engines))) {
      JsonNode row = rows.next();
      if (row == null) {
        return tally.outcome(BAR);
      }
      AlertTemplate template = AlertTemplate.of(rule(new ArrayList<>(row.propertyNames())));
      AlertFormatter formatter = new AlertFormatter(AlertFormatter.Options.defaults("host"));
      while (row != null && replay.next()) {
        if (replay.scope().event.number() == row.path("evt.num").asLong()) {
          JsonNode ours =
              JsonMapper.shared().readTree(formatter.json(template, replay.scope()).toString());
          compare(row, ours.path("output_fields"), tally, differences);
          row = rows.next();
        }
      }
      for (; row != null; row = rows.next()) {
        tally.differs("event " + row.path("evt.num") + " is missing", row.size());
      }
    }
    differences.values().stream()
        .sorted(Comparator.comparingLong((Differences field) -> -field.count))
        .forEach(field -> tally.differs(field.text(), field.count));
    return tally.outcome(BAR);
  }

  private static void compare(
      JsonNode expected, JsonNode found, Outcome.Tally tally, Map<String, Differences> wrong) {
    int equal = 0;
    for (Map.Entry<String, JsonNode> value : expected.properties()) {
      JsonNode ours = found.path(value.getKey());
      if (value.getValue().equals(ours)) {
        equal++;
      } else if (undefined(value.getKey(), value.getValue(), ours)) {
        tally.undefined(value.getKey());
      } else {
        wrong
            .computeIfAbsent(value.getKey(), Differences::new)
            .add(expected.path("evt.num"), value.getValue(), ours);
      }
    }
    tally.equal(equal);
  }

  /**
   * Whether Falco's value is not defined by the capture. An age of the executables of processes
   * that were there when the capture began is an address of Falco's stack; the text of data that
   * are no filled buffer has the length of the last one, and goes on with what that left behind.
   */
  private static boolean undefined(String field, JsonNode expected, JsonNode ours) {
    return switch (field) {
      case "proc.exe_ino.ctime_duration_proc_start" -> onStack(expected) && onStack(ours);
      case "evt.buffer" ->
          expected.isString()
              && ours.isString()
              && (expected.asString().startsWith(ours.asString())
                  || ours.asString().startsWith(expected.asString()));
      default -> false;
    };
  }

  /** Whether a number is an address at the upper end of an x86_64 process, where stacks are. */
  private static boolean onStack(JsonNode number) {
    return number.asLong() >>> STACK_SHIFT == STACK_START >>> STACK_SHIFT;
  }

  /** A rule that prints all the fields. */
  private static Rule rule(List<String> fields) {
    String output = "%" + String.join(" %", fields);
    SourceFile file =
        new SourceFile(
            "probe.yaml",
            """
            - rule: probe
              desc: prints fields
              condition: evt.num > 0
              output: >
                %s
              priority: DEBUG
            """
                .formatted(output));
    return RuleRun.load(List.of(file), FalcoSetup.loading()).rules().getFirst();
  }

  /** How often a field differs, with the first example. */
  private static final class Differences {
    private final String field;
    private long count;
    private @Nullable String example;

    Differences(String field) {
      this.field = field;
    }

    void add(JsonNode event, JsonNode expected, JsonNode found) {
      count++;
      if (example == null) {
        example =
            "event "
                + event
                + ": expected "
                + expected
                + ", found "
                + (found.isMissingNode() ? "nothing" : found);
      }
    }

    String text() {
      return field + ": " + count + " differ, for example " + example;
    }
  }
}
