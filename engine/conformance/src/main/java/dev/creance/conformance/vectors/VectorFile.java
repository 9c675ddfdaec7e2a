package dev.creance.conformance.vectors;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A file of vectors, row by row; all must be equal.
 *
 * @param name the file's, without its ending
 */
record VectorFile(SharedFolder shared, String name, RowTest test) implements Check {
  /** Looks at one row. */
  @FunctionalInterface
  interface RowTest {
    /**
     * Compares what is expected with what is found.
     *
     * @throws IOException when the row needs a file that cannot be read
     */
    void look(JsonNode row, Findings findings) throws IOException;
  }

  @Override
  public String name() {
    return "vectors: " + name;
  }

  @Override
  public Outcome run() throws IOException {
    Outcome.Tally tally = new Outcome.Tally();
    Path file = shared.vectors(name + ".jsonl");
    if (!Files.exists(file)) {
      tally.notRun(name + ": the file is not there");
      return tally.outcome();
    }
    for (JsonNode row : SharedFolder.rows(file)) {
      Findings findings = new Findings();
      try {
        test.look(row, findings);
      } catch (RuntimeException e) {
        findings.wrong(e.toString());
      }
      findings
          .reason()
          .ifPresentOrElse(
              reason -> tally.notRun(name + ": " + reason),
              () -> tally.compare(row.path("id").asString(), List.of(), findings.all()));
    }
    return tally.outcome();
  }
}
