package dev.creance.conformance;

import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Random conditions that Falco refuses to compile: refused here, too, with the same code. */
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
      String found = result.successful() ? "it loads" : result.errors().getFirst().code().name();
      tally.compare(condition, row.path("code").asString(), found);
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
