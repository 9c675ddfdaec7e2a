package dev.creance.conformance;

import dev.creance.events.Event;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests of the k8saudit plugin: rules over Kubernetes audit events. */
record AuditRuns(SharedFolder shared) implements Check {
  private static final int PLUGIN = 1;
  private static final String RULES = "K8SAuditRules";

  @Override
  public String name() {
    return "vectors: k8saudit-tests";
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    for (JsonNode row : SharedFolder.rows(shared.vectors("k8saudit-tests.jsonl"))) {
      JsonNode input = row.path("input");
      String source = input.path("audit_json").asString("");
      Path file =
          shared
              .root()
              .resolve("captures/k8s-audit")
              .resolve(source.substring(source.lastIndexOf('/') + 1));
      if (source.isEmpty() || !Files.isRegularFile(file)) {
        tally.notRun("k8saudit-tests: the audit file is not there");
        continue;
      }
      List<SourceFile> rules = rules(input);
      Map<String, Integer> counts = new TreeMap<>();
      count(file, rules, counts);
      List<String> wrong = new ArrayList<>();
      JsonNode expect = row.path("expect");
      RecordedRuns.compare("", expect.path("detections"), counts, wrong);
      for (Map.Entry<String, JsonNode> entry : expect.path("detections_of_rule").properties()) {
        RecordedRuns.compare("rule " + entry.getKey(), entry.getValue(), counts, wrong);
      }
      tally.compare(row.path("id").asString(), List.of(), wrong);
    }
    return tally.outcome();
  }

  /** The plugin's rules, then what the row adds; rules of system calls do not matter here. */
  private List<SourceFile> rules(JsonNode input) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (JsonNode file : input.path("files")) {
      if (file.has("docs")) {
        StringBuilder text = new StringBuilder();
        file.path("docs").forEach(document -> text.append("---\n").append(document).append('\n'));
        files.add(new SourceFile(file.path("var").asString("rules"), text.toString()));
      } else if (file.path("var").asString("").equals(RULES)) {
        files.add(FalcoSetup.read(shared.rules("k8s_audit_rules.yaml")));
      }
    }
    return files;
  }

  private static void count(Path audit, List<SourceFile> rules, Map<String, Integer> counts)
      throws IOException {
    RulesetMatcher matcher =
        new RulesetMatcher(RuleRun.load(rules, LoadOptions.defaults()), Matching.FIRST);
    MachineState state =
        new MachineState(
            Options.defaults()
                .withHostUsers(HostUsers.NONE)
                .withPluginSources(Map.of(PLUGIN, "k8s_audit")));
    state.complete();
    for (String line : Files.readAllLines(audit, StandardCharsets.UTF_8)) {
      if (line.isBlank()) {
        continue;
      }
      for (JsonNode payload : payloads(JsonMapper.shared().readTree(line))) {
        if (state.process(event(payload))) {
          int hits = matcher.match(state.scope());
          for (int i = 0; i < hits; i++) {
            Rule rule = matcher.matched(i);
            counts.merge("", 1, Integer::sum);
            counts.merge("rule " + rule.name(), 1, Integer::sum);
          }
        }
      }
    }
  }

  /** The events of a line: one, a list's items, or an array's elements. */
  private static List<JsonNode> payloads(JsonNode line) {
    List<JsonNode> found = new ArrayList<>();
    if (line.isArray()) {
      line.forEach(element -> found.addAll(payloads(element)));
    } else if (line.path("kind").asString("").equals("EventList")) {
      line.path("items").forEach(found::add);
    } else if (line.path("kind").asString("").equals("Event")) {
      found.add(line);
    }
    found.removeIf(event -> event.path("stageTimestamp").asString("").isEmpty());
    return found;
  }

  private static Event event(JsonNode payload) {
    Instant time = Instant.parse(payload.path("stageTimestamp").asString());
    byte[] json = payload.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(4 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(PLUGIN).put(json);
    Event event = new Event();
    event.reset(
        bytes.array(),
        EventTable.current().byEnumName("PPME_PLUGINEVENT_E").code(),
        time.getEpochSecond() * 1_000_000_000L + time.getNano(),
        -1,
        0,
        0);
    event.add(0, 4);
    event.add(4, json.length);
    return event;
  }
}
