package dev.creance.conformance;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.RuleRun;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The stock rules on a capture: every alert of Falco's, word for word, and no other. */
record Verdicts(SharedFolder shared, Path capture, Mode mode) implements Check {
  /** How Falco replayed it. */
  enum Mode {
    ALL("alerts-all.jsonl.gz", Matching.ALL, false),
    FIRST("alerts-first.jsonl.gz", Matching.FIRST, false),
    CONTAINERS("alerts-containers.jsonl.gz", Matching.ALL, true);

    final String file;
    final Matching matching;
    final boolean engines;

    Mode(String file, Matching matching, boolean engines) {
      this.file = file;
      this.matching = matching;
      this.engines = engines;
    }
  }

  /** Whether there are verdicts of this mode. */
  boolean exists() {
    return Files.exists(capture.resolve(mode.file));
  }

  @Override
  public String name() {
    return "verdicts " + mode.name().toLowerCase(Locale.ROOT) + ": " + capture.getFileName();
  }

  @Override
  public Outcome run() throws IOException {
    Ruleset rules = RuleRun.load(FalcoSetup.read(shared.stockRules()), FalcoSetup.alerting());
    AlertComparison comparison = new AlertComparison();
    SharedFolder.eachRow(capture.resolve(mode.file), comparison::expect);
    AlertFormatter formatter = new AlertFormatter(AlertFormatter.Options.defaults("host"));
    Map<Rule, AlertTemplate> templates = new HashMap<>();
    RuleRun.run(
        capture.resolve("capture.scap.gz"),
        rules,
        mode.matching,
        FalcoSetup.state(mode.engines),
        (rule, scope) ->
            comparison.find(
                JsonMapper.shared()
                    .readTree(
                        formatter
                            .json(templates.computeIfAbsent(rule, AlertTemplate::of), scope)
                            .toString())));
    Outcome.Tally tally = new Outcome.Tally();
    comparison.into(tally);
    return tally.outcome();
  }
}
