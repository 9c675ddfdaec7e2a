package dev.creance.conformance.vectors;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Rule files broken in one place: whether Falco loads them, the code of the error that it stops at,
 * and how many warnings of each code it gives.
 */
record MutatedRules(SharedFolder shared) implements Check {
  @Override
  public String name() {
    return "mutated rules";
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    SharedFolder.eachRow(
        shared.vectors("mutated-rules.jsonl.gz"),
        row -> {
          SourceFile file = new SourceFile("rules.yaml", row.path("input").asString());
          LoadResult result = new RulesetLoader(FalcoSetup.loading()).load(List.of(file));
          tally.compare(row.path("id").asString(), expected(row.path("expect")), found(result));
        });
    return tally.outcome();
  }

  private static Verdict expected(JsonNode expect) {
    List<String> errors = new ArrayList<>();
    expect.path("errors").forEach(error -> errors.add(error.path("code").asString()));
    TreeMap<String, Integer> warnings = new TreeMap<>();
    expect
        .path("warnings")
        .forEach(warning -> warnings.merge(warning.path("code").asString(), 1, Integer::sum));
    return new Verdict(
        expect.path("successful").asBoolean(), errors.isEmpty() ? "" : errors.getFirst(), warnings);
  }

  private static Verdict found(LoadResult result) {
    TreeMap<String, Integer> warnings = new TreeMap<>();
    for (Diagnostic warning : result.warnings()) {
      warnings.merge(warning.code().name(), 1, Integer::sum);
    }
    return new Verdict(
        result.successful(),
        result.errors().isEmpty() ? "" : result.errors().getFirst().code().name(),
        warnings);
  }

  /**
   * What is compared.
   *
   * @param error the code of the first error, empty for none
   * @param warnings how many of each code; of files that do not load Falco tells only what it met
   *     before the error, so they are compared for those that load
   */
  private record Verdict(boolean loads, String error, TreeMap<String, Integer> warnings) {
    Verdict {
      warnings = loads ? warnings : new TreeMap<>();
    }
  }
}
