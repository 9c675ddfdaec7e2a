package dev.creance.workbench.input;

import java.nio.file.Path;
import java.util.List;

/**
 * The sample that comes with the house: a capture and Falco's stock rules.
 *
 * @param capture 15,076 events of an intruder, each step labelled
 * @param rules in the order in which Falco would load them
 */
public record Sample(Path capture, List<Path> rules) {
  public Sample {
    rules = List.copyOf(rules);
  }

  /** The workspace that the window opens when none was given. */
  public static Path workspace() {
    return Path.of(System.getProperty("creance.home", ""), "corpora");
  }

  /** The sample below the folder that the launcher calls the program's home. */
  public static Sample ofThisHouse() {
    Path corpora = Path.of(System.getProperty("creance.home", ""), "corpora");
    Path rules = corpora.resolve("rules");
    return new Sample(
        corpora.resolve("attacks/capture.scap.gz"),
        List.of(
            rules.resolve("falco_rules.yaml"),
            rules.resolve("falco-incubating_rules.yaml"),
            rules.resolve("falco-sandbox_rules.yaml"),
            rules.resolve("overlays/enable-all.yaml")));
  }
}
