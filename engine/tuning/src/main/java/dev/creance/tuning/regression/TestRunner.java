package dev.creance.tuning.regression;

import dev.creance.corpus.Label;
import dev.creance.corpus.format.CorpusException;
import dev.creance.events.Utf8Text;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.LabelNames;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.recording.Signature;
import dev.creance.tuning.regression.TestFile.Expectation;
import dev.creance.tuning.regression.TestFile.Subject;
import dev.creance.tuning.regression.TestFile.TestCase;
import dev.creance.tuning.regression.TestOutcome.Status;
import dev.creance.tuning.statistics.Rate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests of one file: the hits of all its rules are collected once, in one pass over the
 * recordings, and every test looks at them.
 */
public final class TestRunner {
  private static final int SIGNATURE = 0;
  private static final int LABELS = 1;
  private static final int DETAILS = 5;

  private final TestFile file;
  private final Ruleset ruleset;
  private final Recordings recordings;
  private final Map<String, Integer> recordingOf = new HashMap<>();
  private final boolean update;

  /**
   * @param recordings those of the file's corpora, in its order
   * @param update whether snapshots are written instead of compared
   */
  public TestRunner(TestFile file, Ruleset ruleset, Recordings recordings, boolean update) {
    this.file = file;
    this.ruleset = ruleset;
    this.recordings = recordings;
    this.update = update;
    file.corpora().keySet().forEach(name -> recordingOf.put(name, recordingOf.size()));
  }

  /** Runs all tests, in the order of the file. */
  public List<TestOutcome> run() throws IOException, InterruptedException {
    Map<String, List<Integer>> byRule = new HashMap<>();
    HitTable hits = collect(subjects());
    for (int hit = 0; hit < hits.size(); hit++) {
      byRule
          .computeIfAbsent(hits.rules().get(hits.rule(hit)).name(), key -> new ArrayList<>())
          .add(hit);
    }
    List<TestOutcome> outcomes = new ArrayList<>();
    for (TestCase test : file.tests()) {
      outcomes.add(run(test, hits, byRule));
    }
    return outcomes;
  }

  /** The hits of rules with what tests look at. */
  HitTable collect(List<Rule> rules) throws CorpusException, InterruptedException {
    Set<String> labels = new HashSet<>();
    file.tests().forEach(test -> test.label().ifPresent(labels::add));
    return HitTable.collect(
        recordings, rules, List.of(new Signature(), new LabelNames(recordings, labels)));
  }

  /** The rules that any test counts hits of. */
  private List<Rule> subjects() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (TestCase test : file.tests()) {
      of(test.subject()).forEach(rule -> rules.put(rule.name(), rule));
    }
    return List.copyOf(rules.values());
  }

  private List<Rule> of(Subject subject) {
    return switch (subject) {
      case Subject.OneRule rule -> ruleset.rule(rule.name()).stream().toList();
      case Subject.Tagged tagged ->
          ruleset.rules().stream()
              .filter(rule -> rule.enabled() && rule.tags().contains(tagged.tag()))
              .toList();
      case Subject.All _ -> ruleset.rules().stream().filter(Rule::enabled).toList();
    };
  }

  private TestOutcome run(TestCase test, HitTable hits, Map<String, List<Integer>> byRule)
      throws IOException, InterruptedException {
    List<Rule> rules = of(test.subject());
    if (rules.isEmpty()) {
      return outcome(test, Status.BROKEN, noRule(test.subject()), List.of());
    }
    if (test.label().isPresent() && !labelled(test)) {
      return outcome(
          test, Status.BROKEN, "no label is called '" + test.label().get() + "'", List.of());
    }
    List<Integer> found = new ArrayList<>();
    for (Rule rule : rules) {
      for (int hit : byRule.getOrDefault(rule.name(), List.of())) {
        if (counts(test, hits, hit)) {
          found.add(hit);
        }
      }
    }
    return switch (test.expectation()) {
      case Expectation.Count count -> count(test, count, hits, found);
      case Expectation.Budget budget -> budget(test, budget, hits, found);
      case Expectation.Snapshot snapshot ->
          new Snapshots(file, recordings, recordingOf, update)
              .compare(test, snapshot.file(), rules, hits, found);
    };
  }

  private boolean labelled(TestCase test) {
    return test.corpora().stream()
        .flatMap(name -> manifestLabels(name).stream())
        .anyMatch(label -> label.name().equals(test.label().orElse("")));
  }

  private List<Label> manifestLabels(String corpus) {
    return recordings.get(recordingOf.getOrDefault(corpus, 0)).corpus().manifest().labels();
  }

  /** Whether a test looks at a hit. */
  boolean counts(TestCase test, HitTable hits, int hit) {
    boolean here =
        test.corpora().stream()
            .anyMatch(name -> recordingOf.getOrDefault(name, -1) == hits.recording(hit));
    boolean budget = test.expectation() instanceof Expectation.Budget;
    return here
        && (!(test.normal() || budget) || hits.normal(hit))
        && (test.label().isEmpty() || LabelNames.has(hits.value(LABELS, hit), test.label().get()));
  }

  private static String noRule(Subject subject) {
    return switch (subject) {
      case Subject.OneRule rule -> "no rule is called '" + rule.name() + "'";
      case Subject.Tagged tagged -> "no enabled rule is tagged '" + tagged.tag() + "'";
      case Subject.All _ -> "no rule is enabled";
    };
  }

  private TestOutcome count(
      TestCase test, Expectation.Count expected, HitTable hits, List<Integer> found) {
    long count = found.size();
    String message = count == 1 ? "1 hit" : String.format(Locale.ROOT, "%,d hits", count);
    if (expected.least() <= count && count <= expected.most()) {
      return outcome(test, Status.PASSED, message, List.of());
    }
    return outcome(
        test,
        Status.FAILED,
        message + ", expected " + expected.text(),
        count > expected.most() ? frequent(hits, found) : List.of());
  }

  private TestOutcome budget(
      TestCase test, Expectation.Budget budget, HitTable hits, List<Integer> found) {
    double days =
        test.corpora().stream()
            .mapToDouble(name -> recordings.labels(recordingOf.getOrDefault(name, 0)).normalDays())
            .sum();
    if (days <= 0) {
      return outcome(test, Status.BROKEN, "nothing is labelled normal in its corpora", List.of());
    }
    Rate rate = new Rate(found.size(), days);
    String message =
        String.format(
            Locale.ROOT,
            "%,.2f hits per node-day (%,.2f to %,.2f)",
            rate.value(),
            rate.interval().low(),
            rate.interval().high());
    return rate.value() <= budget.perNodeDay()
        ? outcome(test, Status.PASSED, message, List.of())
        : outcome(
            test,
            Status.FAILED,
            message + String.format(Locale.ROOT, ", budget %,.2f", budget.perNodeDay()),
            frequent(hits, found));
  }

  /** The most frequent of the alerts. */
  private List<String> frequent(HitTable hits, List<Integer> found) {
    Map<Integer, List<Integer>> same = new LinkedHashMap<>();
    found.forEach(
        hit -> same.computeIfAbsent(hits.code(SIGNATURE, hit), key -> new ArrayList<>()).add(hit));
    return same.values().stream()
        .sorted(Comparator.comparingInt((List<Integer> list) -> -list.size()))
        .limit(DETAILS)
        .map(list ->
            list.size()
                + "x "
                + decoded(hits.value(SIGNATURE, list.getFirst()))
                + " (event "
                + hits.number(list.getFirst())
                + ")")
        .toList();
  }

  private static String decoded(@Nullable String bytes) {
    return bytes == null ? "" : Utf8Text.decode(bytes);
  }

  private TestOutcome outcome(TestCase test, Status status, String message, List<String> details) {
    return new TestOutcome(file, test, status, message, details);
  }
}
