package dev.creance.conformance;

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
      if (Files.exists(capture.resolve("random.rejected.json"))) {
        checks.add(new RejectedConditions(capture));
      }
    }
    checks.add(new MutatedRules(shared));
    checks.add(new StockRules(shared));
    return checks;
  }
}
