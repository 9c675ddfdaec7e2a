package dev.creance.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A measurement to be remembered.
 *
 * @param started in milliseconds
 * @param files the rule files, in the order in which they were loaded
 * @param selection what was switched on or off after loading, as text; empty for nothing
 * @param elapsed the evaluation alone
 * @param program the version that measured
 */
public record MeasuredRun(
    Instant started,
    List<RuleFile> files,
    String selection,
    Duration elapsed,
    String program,
    List<OnCorpus> corpora) {

  public MeasuredRun {
    files = List.copyOf(files);
    corpora = List.copyOf(corpora);
  }

  /**
   * A rule file.
   *
   * @param path as the workspace writes paths
   * @param digest SHA-256 of its bytes
   */
  public record RuleFile(String path, String digest) {}

  /** The hits of all measured rules on a corpus. */
  public record OnCorpus(KnownCorpus corpus, List<RuleCount> rules) {
    public OnCorpus {
      rules = List.copyOf(rules);
    }
  }

  /** All rule files as one digest: equal for equal files in the same order. */
  public String rules() {
    StringBuilder all = new StringBuilder();
    files.forEach(file -> all.append(file.digest()).append('\n'));
    return Digests.sha256(all.toString());
  }
}
