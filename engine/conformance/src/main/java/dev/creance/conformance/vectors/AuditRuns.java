package dev.creance.conformance.vectors;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.RuleRun;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Priority;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Falco's end-to-end tests of Kubernetes audit events: rule files over a log, and what fires. */
record AuditRuns(SharedFolder shared) implements Check {
  @Override
  public String name() {
    return "vectors: k8saudit-tests";
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    for (JsonNode row : SharedFolder.rows(shared.vectors("k8saudit-tests.jsonl"))) {
      String file = row.at("/input/audit_json").asString();
      Path log = shared.root().resolve("captures/k8s-audit").resolve(lastPart(file));
      if (!Files.exists(log)) {
        tally.notRun("k8saudit-tests: the audit log is not there");
        continue;
      }
      tally.compare(row.path("id").asString(), List.of(), wrong(row, log));
    }
    return tally.outcome();
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static LoadOptions loading() {
    return LoadOptions.defaults()
        .withEngineVersion(new Version(0, 62, 0))
        .withSources(Set.of("syscall", "k8s_audit"))
        .withPlugins(
            Map.of(
                "container", new Version(0, 7, 1),
                "k8saudit", new Version(0, 18, 0),
                "json", new Version(0, 7, 0)));
  }

  /** The test's own files, and the stock ones in the version that is here. */
  private List<SourceFile> files(JsonNode input) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (JsonNode file : input.path("files")) {
      if (file.has("docs")) {
        files.add(RuleFiles.file(file));
      } else {
        boolean audit = file.path("var").asString().startsWith("K8SAudit");
        files.add(
            FalcoSetup.read(shared.rules(audit ? "k8s_audit_rules.yaml" : "falco_rules.yaml")));
      }
    }
    return files;
  }

  private List<String> wrong(JsonNode row, Path log) throws IOException {
    JsonNode expect = row.path("expect");
    LoadResult loaded = new RulesetLoader(loading()).load(files(row.path("input")));
    if (!loaded.successful()) {
      return expect.path("exit_code").asInt() == 0
          ? List.of("does not load: " + loaded.errors())
          : List.of();
    }
    Map<String, Integer> counts = new TreeMap<>();
    RuleRun.run(
        log,
        loaded.ruleset(),
        Matching.FIRST,
        FalcoSetup.state(true),
        (rule, scope) -> {
          counts.merge("", 1, Integer::sum);
          counts.merge("rule " + rule.name(), 1, Integer::sum);
          counts.merge("priority " + rule.priority(), 1, Integer::sum);
        });
    List<String> wrong = new ArrayList<>();
    RecordedRuns.compare("", expect.path("detections"), counts, wrong);
    for (Map.Entry<String, JsonNode> rule : expect.path("detections_of_rule").properties()) {
      RecordedRuns.compare("rule " + rule.getKey(), rule.getValue(), counts, wrong);
    }
    for (Map.Entry<String, JsonNode> entry : expect.path("priority").properties()) {
      String name = entry.getKey().equals("INFO") ? "INFORMATIONAL" : entry.getKey();
      RecordedRuns.compare("priority " + Priority.valueOf(name), entry.getValue(), counts, wrong);
    }
    return wrong;
  }
}
