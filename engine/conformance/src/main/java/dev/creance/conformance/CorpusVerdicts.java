package dev.creance.conformance;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.RuleRun;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.evaluate.Measurement;
import dev.creance.corpus.evaluate.Measures;
import dev.creance.corpus.evaluate.RuleHits;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stock rules on an imported capture: the counts that are measured, and the alerts of the hits,
 * are Falco's.
 *
 * @param mode one that matches all rules
 */
record CorpusVerdicts(SharedFolder shared, Path capture, Verdicts.Mode mode) implements Check {

  /** Whether there are verdicts of this mode. */
  boolean exists() {
    return Files.exists(capture.resolve(mode.file));
  }

  @Override
  public String name() {
    return "corpus " + mode.name().toLowerCase(Locale.ROOT) + ": " + capture.getFileName();
  }

  @Override
  public Outcome run() throws IOException {
    Ruleset rules = RuleRun.load(FalcoSetup.read(shared.stockRules()), FalcoSetup.alerting());
    List<JsonNode> expected = SharedFolder.rows(capture.resolve(mode.file));
    Outcome.Tally tally = new Outcome.Tally();
    Path recording = capture.resolve("capture.scap.gz");
    try (ImportedCapture imported = ImportedCapture.of(recording, mode.engines)) {
      counts(expected, imported.session().measure(rules), tally);
      AlertComparison comparison = new AlertComparison();
      expected.forEach(comparison::expect);
      find(rules, imported, comparison);
      comparison.into(tally);
    } catch (InterruptedException e) {
      throw ImportedCapture.interrupted(e);
    }
    return tally.outcome();
  }

  private static void counts(List<JsonNode> expected, Measurement measured, Outcome.Tally tally) {
    Map<String, Long> counts = new HashMap<>();
    expected.forEach(alert -> counts.merge(alert.path("rule").asString(), 1L, Long::sum));
    for (RuleHits hits : measured.rules()) {
      long count = counts.getOrDefault(hits.rule(), 0L);
      tally.compare("hits of '" + hits.rule() + "'", count, hits.hits());
    }
  }

  private static void find(Ruleset rules, ImportedCapture imported, AlertComparison comparison)
      throws IOException, InterruptedException {
    AlertFormatter formatter = new AlertFormatter(AlertFormatter.Options.defaults("host"));
    Map<Rule, AlertTemplate> templates = new HashMap<>();
    List<Rule> enabled = rules.rules().stream().filter(Rule::enabled).toList();
    new HitRows(imported.session())
        .visit(
            enabled,
            enabled.stream().anyMatch(Measures::printedBy),
            (rule, scope, segment) -> {
              AlertTemplate template = templates.computeIfAbsent(rule, AlertTemplate::of);
              comparison.find(
                  JsonMapper.shared().readTree(formatter.json(template, scope).toString()));
              return true;
            });
  }
}
