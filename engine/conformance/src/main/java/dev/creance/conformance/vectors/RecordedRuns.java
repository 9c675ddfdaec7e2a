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
import dev.creance.grammar.rules.Selection;
import dev.creance.match.Matching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Falco's own end-to-end tests: rule files over a capture, and how often which rule and which
 * priority is to be detected.
 */
record RecordedRuns(SharedFolder shared) implements Check {
  /** The expectation is from a time when rules saw the enter and the exit event of each call. */
  private static final String TWICE = "expected each event twice";

  @Override
  public String name() {
    return "vectors: legacy-tests, runs over captures";
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    for (JsonNode row : SharedFolder.rows(shared.vectors("legacy-tests.jsonl"))) {
      JsonNode input = row.path("input");
      if (input.path("mode").asString("").equals("validate")) {
        continue;
      }
      Optional<Path> capture = capture(shared, input);
      if (capture.isEmpty()) {
        tally.notRun("legacy-tests: the capture is not there");
      } else if (input.has("config_var")) {
        tally.notRun("legacy-tests: tests Falco's configuration and its live event source");
      } else if (RuleFiles.of(input.path("files")).isEmpty()) {
        tally.notRun("legacy-tests: the rule files are not there");
      } else {
        List<String> wrong = wrong(input, row.path("expect"), capture.get());
        if (!wrong.isEmpty() && wrong.stream().allMatch(TWICE::equals)) {
          tally.notRun("legacy-tests: counts enter events, which Falco 0.44 hides from rules");
        } else {
          tally.compare(row.path("id").asString(), List.of(), wrong);
        }
      }
    }
    return tally.outcome();
  }

  /** The capture of a row, by the name that it has here. */
  static Optional<Path> capture(SharedFolder shared, JsonNode input) {
    String source = input.path("capture_git").asString("");
    if (source.isEmpty()) {
      return Optional.empty();
    }
    String name = source.substring(source.lastIndexOf('/') + 1).replace(".scap", "");
    Path capture = shared.root().resolve("captures/falco-" + name + "/capture.scap.gz");
    return Files.exists(capture) ? Optional.of(capture) : Optional.empty();
  }

  /** What did not come out as expected. */
  private static List<String> wrong(JsonNode input, JsonNode expect, Path capture)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    LoadOptions options = FalcoSetup.loading().withSelections(selections(input));
    if (input.has("min_priority")) {
      options =
          options.withMinimumPriority(
              Priority.valueOf(input.path("min_priority").asString().toUpperCase(Locale.ROOT)));
    }
    LoadResult loaded = new RulesetLoader(options).load(RuleFiles.of(input.path("files")));
    boolean good = expect.path("exit_code").asInt() == 0;
    if (loaded.successful() != good) {
      return List.of("loads: " + loaded.successful() + " " + loaded.errors());
    }
    Map<String, Integer> counts = new TreeMap<>();
    if (good) {
      RuleRun.run(
          capture,
          loaded.ruleset(),
          Matching.FIRST,
          FalcoSetup.state(true),
          (rule, scope) -> {
            counts.merge("", 1, Integer::sum);
            counts.merge("rule " + rule.name(), 1, Integer::sum);
            counts.merge("priority " + rule.priority(), 1, Integer::sum);
          });
    }
    compare("", expect.path("detections"), counts, wrong);
    for (Map.Entry<String, JsonNode> entry : expect.path("detections_of_rule").properties()) {
      compare("rule " + entry.getKey(), entry.getValue(), counts, wrong);
    }
    for (Map.Entry<String, JsonNode> entry : expect.path("priority").properties()) {
      String name = entry.getKey().equals("INFO") ? "INFORMATIONAL" : entry.getKey();
      compare("priority " + Priority.valueOf(name), entry.getValue(), counts, wrong);
    }
    return wrong;
  }

  private static List<Selection> selections(JsonNode input) {
    List<Selection> selections = new ArrayList<>();
    if (input.has("enabledtags")) {
      selections.add(Selection.rule(false, "*"));
      input.path("enabledtags").forEach(tag -> selections.add(Selection.tag(true, tag.asString())));
    }
    input.path("disabledtags").forEach(tag -> selections.add(Selection.tag(false, tag.asString())));
    input
        .path("disabledrules")
        .forEach(rule -> selections.add(Selection.rule(false, "*" + rule.asString() + "*")));
    return selections;
  }

  /** An expectation is a number, or {@code >0}, or missing. */
  static void compare(
      String what, JsonNode expected, Map<String, Integer> counts, List<String> wrong) {
    if (expected.isMissingNode()) {
      return;
    }
    int found = counts.getOrDefault(what, 0);
    boolean met = expected.isNumber() ? found == expected.asInt() : found > 0;
    if (!met) {
      boolean twice = expected.isNumber() && found > 0 && expected.asInt() == 2 * found;
      wrong.add(twice ? TWICE : what + ": expected " + expected + ", found " + found);
    }
  }
}
