package dev.creance.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A run that the catalogue remembers.
 *
 * @param id grows with time
 * @param rules the digest of the rule files
 * @param selection what was switched on or off after loading
 * @param elapsed the evaluation alone
 * @param corpora the digests of the corpora, with the paths that they had
 * @param ruleCount the number of rules that were measured
 * @param hits of all rules on all corpora
 */
public record RunSummary(
    long id,
    Instant started,
    String rules,
    String selection,
    Duration elapsed,
    List<OnCorpus> corpora,
    long ruleCount,
    long hits) {

  public RunSummary {
    corpora = List.copyOf(corpora);
  }

  /** A corpus of the run. */
  public record OnCorpus(String digest, String path) {}
}
