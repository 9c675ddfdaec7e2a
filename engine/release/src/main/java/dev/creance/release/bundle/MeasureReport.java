package dev.creance.release.bundle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a release was judged by. Its bytes are named in the manifest, so whoever approves the
 * release approves the measures too.
 *
 * @param corpora what it was measured on
 * @param normalHours the node-hours of it that are labelled normal: what noise is divided by; 0
 *     when nothing is, and then no noise is foretold
 * @param now all of the release's rules together
 * @param before likewise of the release before, on the same corpora; {@link Whole#NONE} for the
 *     first
 * @param rules every rule's measures, in order of evaluation
 * @param changes what is new against the release before
 * @param newlyMissed labelled attack steps that the release before caught and this one does not
 * @param newlyCaught the other way round
 * @param breaches budgets that it exceeds, each said in a sentence
 */
public record MeasureReport(
    List<Corpus> corpora,
    double normalHours,
    Whole now,
    Whole before,
    List<RuleMeasure> rules,
    List<Change> changes,
    List<String> newlyMissed,
    List<String> newlyCaught,
    List<String> breaches) {
  public MeasureReport {
    corpora = List.copyOf(corpora);
    rules = List.copyOf(rules);
    changes = List.copyOf(changes);
    newlyMissed = List.copyOf(newlyMissed);
    newlyCaught = List.copyOf(newlyCaught);
    breaches = List.copyOf(breaches);
  }

  /** A report that says nothing of the rules together and of attack steps. */
  public MeasureReport(
      List<Corpus> corpora, List<RuleMeasure> rules, List<Change> changes, List<String> breaches) {
    this(
        corpora,
        corpora.stream().mapToDouble(Corpus::exposureHours).sum(),
        Whole.NONE,
        Whole.NONE,
        rules,
        changes,
        List.of(),
        List.of(),
        breaches);
  }

  /** A report on nothing. */
  public static final MeasureReport EMPTY =
      new MeasureReport(List.of(), List.of(), List.of(), List.of());

  /** A corpus by its digest; {@code exposureHours} are node hours. */
  public record Corpus(String name, String digest, long events, double exposureHours) {}

  /**
   * A ruleset as a whole.
   *
   * @param rules enabled rules
   * @param hits on all corpora
   * @param perNodeHour hits per node-hour on what is labelled normal; 0 when nothing is
   * @param low the lower end of its 95% interval
   * @param high the upper end
   * @param steps labelled attack steps
   * @param caught those that any rule catches
   * @param caughtLow the lower end of the 95% interval of the share that is caught
   * @param caughtHigh the upper end
   */
  public record Whole(
      int rules,
      long hits,
      double perNodeHour,
      double low,
      double high,
      long steps,
      long caught,
      double caughtLow,
      double caughtHigh) {
    /** Of no rules. */
    public static final Whole NONE = new Whole(0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * A rule's measures.
   *
   * @param hits {@code all} of them, and those on what is labelled {@code normal}
   * @param perNodeHour foretold hits per node hour on what is normal
   * @param low the lower end of its 95% interval
   * @param high the upper end
   * @param steps labelled attack steps that are meant to trip it
   * @param caught those of them that do
   */
  public record RuleMeasure(
      String rule,
      Map<String, Long> hits,
      double perNodeHour,
      double low,
      double high,
      long steps,
      long caught) {
    public RuleMeasure {
      hits = java.util.Collections.unmodifiableMap(new TreeMap<>(hits));
    }

    /** Measures of a rule that no attack step is meant for. */
    public RuleMeasure(
        String rule, Map<String, Long> hits, double perNodeHour, double low, double high) {
      this(rule, hits, perNodeHour, low, high, 0, 0);
    }

    /** Hits on what is labelled normal. */
    public long normalHits() {
      return hits.getOrDefault("normal", 0L);
    }
  }

  /**
   * A rule that is new, gone or changed.
   *
   * @param added events that it fires on now and did not before
   * @param removed events that it fired on and does not now
   * @param normalAdded those of them that are labelled normal
   * @param normalRemoved likewise
   * @param stepsLost attack steps that it caught and catches no more
   */
  public record Change(
      String rule,
      Kind kind,
      String priority,
      List<String> tags,
      long hitsBefore,
      long hitsNow,
      long added,
      long removed,
      long normalAdded,
      long normalRemoved,
      List<String> stepsLost) {
    public Change {
      tags = List.copyOf(tags);
      stepsLost = List.copyOf(stepsLost);
    }

    /** A change of which no more is known than its hits. */
    public Change(
        String rule, Kind kind, String priority, List<String> tags, long hitsBefore, long hitsNow) {
      this(
          rule,
          kind,
          priority,
          tags,
          hitsBefore,
          hitsNow,
          Math.max(0, hitsNow - hitsBefore),
          Math.max(0, hitsBefore - hitsNow),
          0,
          0,
          List.of());
    }

    /** How it changed. */
    public enum Kind {
      ADDED,
      REMOVED,
      CHANGED
    }
  }
}
