package dev.creance.conformance;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.RuleRun;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Overlay files on top of the stock rules: load verdict, codes, and the alerts that come of it. */
record Overlays(SharedFolder shared, Path capture) implements Check {
  @Override
  public String name() {
    return "overlays: " + capture.getFileName();
  }

  @Override
  public Outcome run() throws IOException {
    List<SourceFile> stock = FalcoSetup.read(shared.stockRules());
    RulesetLoader loader = new RulesetLoader(FalcoSetup.loading());
    Outcome.Tally tally = new Outcome.Tally();
    for (JsonNode row : SharedFolder.rows(capture.resolve("overlays.jsonl.gz"))) {
      List<SourceFile> files = new ArrayList<>(stock);
      files.add(new SourceFile("overlay.yaml", row.path("overlay").asString()));
      LoadResult result = loader.load(files);
      JsonNode expect = row.path("expect");
      String id = row.path("id").asString();
      boolean loads = expect.path("loads").asBoolean();
      if (loads != result.successful()) {
        tally.differs(id, loads ? "it loads" : "it does not load", result.diagnostics());
      } else if (!codes(expect).equals(codes(result))) {
        tally.differs(id, codes(expect), codes(result));
      } else if (!loads) {
        tally.equal();
      } else {
        Matching matching =
            Matching.valueOf(row.path("rule_matching").asString().toUpperCase(Locale.ROOT));
        tally.compare(id, expected(expect.path("alerts")), found(result.ruleset(), matching));
      }
    }
    return tally.outcome();
  }

  private static TreeSet<String> codes(JsonNode expect) {
    TreeSet<String> codes = new TreeSet<>();
    expect.path("codes").forEach(code -> codes.add(code.asString()));
    return codes;
  }

  /** The code of the error that Falco stops at; of warnings the rows say nothing. */
  private static TreeSet<String> codes(LoadResult result) {
    TreeSet<String> codes = new TreeSet<>();
    result.errors().stream().findFirst().ifPresent(error -> codes.add(error.code().name()));
    return codes;
  }

  private static List<String> expected(JsonNode alerts) {
    List<String> expected = new ArrayList<>();
    for (JsonNode alert : alerts) {
      expected.add(
          alert.get(0).asLong() + " " + alert.get(1).asString() + " " + alert.get(2).asString());
    }
    return expected;
  }

  private List<String> found(Ruleset rules, Matching matching) throws IOException {
    List<String> found = new ArrayList<>();
    RuleRun.run(
        capture.resolve("capture.scap.gz"),
        rules,
        matching,
        FalcoSetup.state(false),
        (rule, scope) ->
            found.add(scope.event.number() + " " + rule.name() + " " + rule.priority().text()));
    return found;
  }
}
