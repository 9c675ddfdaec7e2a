package dev.creance.conformance;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.FalcoSetup;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Random conditions that Falco refuses to compile: refused here, too, with the same code and the
 * same words. Ours may go on to say what to do.
 */
record RejectedConditions(Path capture) implements Check {
  @Override
  public String name() {
    return "rejected conditions: " + capture.getFileName();
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    RulesetLoader loader = new RulesetLoader(FalcoSetup.loading());
    for (JsonNode row : SharedFolder.document(capture.resolve("random.rejected.json"))) {
      String condition = row.path("condition").asString();
      SourceFile file = new SourceFile("rejected.yaml", rule(condition));
      LoadResult result = loader.load(List.of(file));
      String code = row.path("code").asString();
      String message = row.path("message").asString();
      if (result.successful()) {
        tally.differs(condition, code, "it loads");
        continue;
      }
      Diagnostic first = result.errors().getFirst();
      boolean said = first.message().startsWith(message);
      tally.compare(
          condition, code + " " + message, first.code() + " " + (said ? message : first.message()));
    }
    return tally.outcome();
  }

  /** A rule file around a condition, in a block that takes it as it is. */
  private static String rule(String condition) {
    return """
    - rule: rejected
      desc: a condition
      condition: >
        %s
      output: "%%evt.num"
      priority: DEBUG
    """
        .formatted(condition.replace("\n", "\n    "));
  }
}
