package dev.creance.benchmark;

import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The inputs of the benchmarks; the system property {@code creance.home} says where they are. */
final class Samples {
  private Samples() {}

  /** A capture of 47,417 events of many kinds. */
  static Path capture() {
    return corpora().resolve("attack-exec/capture.scap.gz");
  }

  /** Falco's 93 stock rules and the overlay that enables all of them. */
  static List<Path> rules() {
    Path rules = corpora().resolve("rules");
    return List.of(
        rules.resolve("falco_rules.yaml"),
        rules.resolve("falco-incubating_rules.yaml"),
        rules.resolve("falco-sandbox_rules.yaml"),
        rules.resolve("overlays/enable-all.yaml"));
  }

  /** The same, read. */
  static List<SourceFile> sources() throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (Path file : rules()) {
      files.add(new SourceFile(file.toString(), Files.readString(file)));
    }
    return files;
  }

  private static Path corpora() {
    return Path.of(System.getProperty("creance.home", "."), "corpora");
  }
}
