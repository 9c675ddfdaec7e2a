package dev.creance.conformance;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.RuleRun;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Random conditions over observed values: the very events that Falco matched, for every rule. */
record RandomConditions(Path capture) implements Check {
  @Override
  public String name() {
    return "random conditions: " + capture.getFileName();
  }

  @Override
  public Outcome run() throws IOException {
    Ruleset rules =
        RuleRun.load(
            List.of(FalcoSetup.read(capture.resolve("random.yaml"))), FalcoSetup.loading());
    Map<String, EventNumbers> found = new HashMap<>();
    RuleRun.run(
        capture.resolve("capture.scap.gz"),
        rules,
        Matching.ALL,
        FalcoSetup.state(false),
        (rule, scope) ->
            found
                .computeIfAbsent(rule.name(), name -> new EventNumbers())
                .add(scope.event.number()));
    return EventNumbers.compare(found, capture.resolve("random.hits.json.gz"));
  }
}
