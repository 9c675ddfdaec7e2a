package dev.creance.workbench.command;

import java.nio.file.Files;
import java.nio.file.Path;

/** The house that the tests run in. */
final class House {
  private House() {}

  /** A file of it, by its path from the top. */
  static Path file(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("creance"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("not inside the house: no ./creance above");
    }
    return folder.resolve(name);
  }

  /** The sample capture: 81,369 events that rules see. */
  static String sample() {
    return file("corpora/containers/capture.scap.gz").toString();
  }
}
