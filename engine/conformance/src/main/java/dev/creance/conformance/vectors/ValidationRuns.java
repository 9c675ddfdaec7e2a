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
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Falco's own end-to-end tests that only load rules: codes, items and messages. */
record ValidationRuns(SharedFolder shared) implements Check {
  /** What Falco before 0.40 said of unknown fields in outputs, and what it says since. */
  private static final String OLD_WORDS = "invalid formatting token";

  private static final String NEW_WORDS = "unknown filter:";

  @Override
  public String name() {
    return "vectors: legacy-tests, rules only loaded";
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    for (JsonNode row : SharedFolder.rows(shared.vectors("legacy-tests.jsonl"))) {
      if (row.at("/input/mode").asString("").equals("validate")) {
        List<SourceFile> files = RuleFiles.of(row.at("/input/files"));
        if (files.isEmpty()) {
          tally.notRun("legacy-tests: the rule files are not there");
        } else {
          Findings findings = new Findings();
          look(files, row.path("expect"), findings);
          tally.compare(row.path("id").asString(), List.of(), findings.all());
        }
      }
    }
    return tally.outcome();
  }

  private static void look(List<SourceFile> files, JsonNode expect, Findings findings) {
    LoadResult result = new RulesetLoader(FalcoSetup.loading()).load(files);
    findings.holds(
        result.successful() == (expect.path("exit_code").asInt() == 0),
        "loads: " + result.successful() + " " + result.errors());
    diagnostics(result.errors(), expect.path("errors"), findings);
    diagnostics(result.warnings(), expect.path("warnings"), findings);
    JsonNode first = expect.path("errors").path(0).path("code");
    if (first.isString() && !result.errors().isEmpty()) {
      findings.same("first error", first.asString(), result.errors().getFirst().code().name());
    }
    if (expect.has("warning_count")) {
      findings.same("warnings", expect.path("warning_count").asInt(), result.warnings().size());
    }
  }

  private static void diagnostics(List<Diagnostic> found, JsonNode expected, Findings findings) {
    for (JsonNode one : expected) {
      findings.holds(
          found.stream().anyMatch(diagnostic -> meets(diagnostic, one)), one + " not in " + found);
    }
  }

  private static boolean meets(Diagnostic found, JsonNode expected) {
    return (!expected.has("code") || found.code().name().equals(expected.path("code").asString()))
        && (!expected.has("itemname")
            || found.item().contains(expected.path("itemname").asString()))
        && (!expected.has("message") || said(found, expected.path("message").asString()));
  }

  private static boolean said(Diagnostic diagnostic, String message) {
    return diagnostic.message().contains(message)
        || (message.startsWith(OLD_WORDS) && diagnostic.message().startsWith(NEW_WORDS));
  }
}
