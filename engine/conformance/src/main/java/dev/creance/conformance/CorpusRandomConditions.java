package dev.creance.conformance;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.RuleRun;
import dev.creance.corpus.evaluate.HitRows;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Random conditions on an imported capture: the very events that Falco matched, for every rule. */
record CorpusRandomConditions(Path capture) implements Check {
  @Override
  public String name() {
    return "corpus random conditions: " + capture.getFileName();
  }

  @Override
  public Outcome run() throws IOException {
    Ruleset rules =
        RuleRun.load(
            List.of(FalcoSetup.read(capture.resolve("random.yaml"))), FalcoSetup.loading());
    Map<String, EventNumbers> found = new HashMap<>();
    try (ImportedCapture imported = ImportedCapture.of(capture.resolve("capture.scap.gz"), false)) {
      new HitRows(imported.session())
          .visit(
              rules.rules().stream().filter(Rule::enabled).toList(),
              false,
              (rule, scope, segment) -> {
                found
                    .computeIfAbsent(rule.name(), name -> new EventNumbers())
                    .add(scope.event.number());
                return true;
              });
    } catch (InterruptedException e) {
      throw ImportedCapture.interrupted(e);
    }
    return EventNumbers.compare(found, capture.resolve("random.hits.json.gz"));
  }
}
