package dev.creance.conformance;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.conformance.vectors.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All checks that a folder has expectations for. */
public final class Checks {
  private Checks() {}

  /** The checks in the order of the table. */
  public static List<Check> all(SharedFolder shared) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (Path capture : shared.captures()) {
      for (Verdicts.Mode mode : Verdicts.Mode.values()) {
        Verdicts verdicts = new Verdicts(shared, capture, mode);
        if (verdicts.exists()) {
          checks.add(verdicts);
        }
      }
    }
    for (Path capture : shared.captures()) {
      if (Files.exists(capture.resolve("random.yaml"))) {
        checks.add(new RandomConditions(capture));
      }
    }
    addRejected(checks, shared);
    for (Path capture : shared.captures()) {
      if (Files.exists(capture.resolve("overlays.jsonl.gz"))) {
        checks.add(new Overlays(shared, capture));
      }
    }
    for (Path capture : shared.captures()) {
      for (boolean engines : new boolean[] {false, true}) {
        Probes probes = new Probes(capture, engines);
        if (probes.exists()) {
          checks.add(probes);
        }
      }
    }
    addCorpora(checks, shared);
    checks.addAll(Vectors.all(shared));
    return checks;
  }

  /** Those that take a few seconds: they replay no long capture. */
  public static List<Check> quick(SharedFolder shared) throws IOException {
    List<Check> checks = new ArrayList<>(Vectors.all(shared));
    addRejected(checks, shared);
    return checks;
  }

  private static void addRejected(List<Check> checks, SharedFolder shared) throws IOException {
    for (Path capture : shared.captures()) {
      if (Files.exists(capture.resolve("random.rejected.json"))) {
        checks.add(new RejectedConditions(capture));
      }
    }
  }

  /** The same verdicts from whole columns. */
  private static void addCorpora(List<Check> checks, SharedFolder shared) throws IOException {
    for (Path capture : shared.captures()) {
      for (Verdicts.Mode mode : List.of(Verdicts.Mode.ALL, Verdicts.Mode.CONTAINERS)) {
        CorpusVerdicts verdicts = new CorpusVerdicts(shared, capture, mode);
        if (verdicts.exists()) {
          checks.add(verdicts);
        }
      }
    }
    for (Path capture : shared.captures()) {
      if (Files.exists(capture.resolve("random.yaml"))) {
        checks.add(new CorpusRandomConditions(capture));
      }
    }
  }
}
