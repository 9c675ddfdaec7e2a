package dev.creance.release.bundle;

import java.util.List;
import java.util.Map;

/**
 * What a release was judged by. Its bytes are named in the manifest, so whoever approves the
 * release approves the measures too.
 *
 * @param corpora what it was measured on
 * @param rules every rule's measures, in order of evaluation
 * @param changes what is new against the release before
 * @param breaches budgets that it exceeds, each said in a sentence
 */
public record MeasureReport(
    List<Corpus> corpora, List<RuleMeasure> rules, List<Change> changes, List<String> breaches) {
  public MeasureReport {
    corpora = List.copyOf(corpora);
    rules = List.copyOf(rules);
    changes = List.copyOf(changes);
    breaches = List.copyOf(breaches);
  }

  /** A report on nothing. */
  public static final MeasureReport EMPTY =
      new MeasureReport(List.of(), List.of(), List.of(), List.of());

  /** A corpus by its digest; {@code exposureHours} are node hours. */
  public record Corpus(String name, String digest, long events, double exposureHours) {}

  /**
   * A rule's measures.
   *
   * @param hits by corpus digest
   * @param perNodeHour foretold hits per node hour on what is normal
   * @param low the lower end of its 95% interval
   * @param high the upper end
   */
  public record RuleMeasure(
      String rule, Map<String, Long> hits, double perNodeHour, double low, double high) {
    public RuleMeasure {
      hits = Map.copyOf(hits);
    }
  }

  /** A rule that is new, gone or changed. */
  public record Change(
      String rule, Kind kind, String priority, List<String> tags, long hitsBefore, long hitsNow) {
    public Change {
      tags = List.copyOf(tags);
    }

    /** How it changed. */
    public enum Kind {
      ADDED,
      REMOVED,
      CHANGED
    }
  }
}
