package dev.creance.tuning.cost;

import dev.creance.corpus.evaluate.EventReplay;
import dev.creance.corpus.format.CorpusException;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.cost.RulesetCost.RuleCost;
import dev.creance.tuning.cost.RulesetCost.TestCost;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures what evaluating rules costs. */
public final class CostMeter {
  /** From so many events on one round is as good as three. */
  private static final long MANY = 500_000;

  private static final long WARM_UP = 100_000;

  private final Recordings recordings;

  public CostMeter(Recordings recordings) {
    this.recordings = recordings;
  }

  /** A rule under measurement. */
  private static final class Timed {
    private final Rule rule;
    private final List<TimedCondition.Leaf> tests = new ArrayList<>();
    private final TimedCondition condition;
    private long checks;
    private long matches;

    Timed(Rule rule) {
      this.rule = rule;
      this.condition = TimedCondition.of(rule.condition(), tests);
    }

    void begin() {
      checks = 0;
      matches = 0;
      tests.forEach(TimedCondition.Leaf::begin);
    }

    void check(EventScope scope) {
      if (rule.eventCodes().get(scope.event.code()) && rule.source().equals(scope.source)) {
        checks++;
        matches += condition.holds(scope) ? 1 : 0;
      }
    }
  }

  /** Measures rules, whether or not they are enabled. */
  public RulesetCost measure(List<Rule> rules) throws CorpusException {
    return measure(rules, Long.MAX_VALUE);
  }

  /**
   * Measures rules on the first events of each recording, for who can't wait for all of them.
   *
   * @param most events, which the recordings share equally
   */
  public RulesetCost measure(List<Rule> rules, long most) throws CorpusException {
    List<Timed> timed = rules.stream().map(Timed::new).toList();
    long each = most == Long.MAX_VALUE ? most : most / Math.max(1, recordings.all().size());
    run(timed, Math.min(WARM_UP, each));
    int rounds = Math.min(most, recordings.events()) > MANY ? 1 : 3;
    long events = 0;
    for (int round = 0; round < rounds; round++) {
      timed.forEach(Timed::begin);
      events = run(timed, each);
      timed.forEach(one -> one.tests.forEach(TimedCondition.Leaf::end));
    }
    double clock = clock();
    return new RulesetCost(
        events, timed.stream().map(one -> cost(one, clock)).toList(), tests(timed, clock));
  }

  /** Evaluates rules on the first events of each recording; the answer is on how many. */
  private long run(List<Timed> rules, long most) throws CorpusException {
    Timed[] all = rules.toArray(Timed[]::new);
    long events = 0;
    for (Recording recording : recordings.all()) {
      long[] left = {most};
      new EventReplay(recording.session())
          .visit(
              EventReplay.Losses.NONE,
              (scope, segment) -> {
                for (Timed rule : all) {
                  rule.check(scope);
                }
                return --left[0] > 0;
              });
      events += most - left[0];
    }
    return events;
  }

  /** What is measured when there is nothing between two looks at the clock, in ns. */
  private static double clock() {
    double[] means = new double[21];
    for (int i = 0; i < means.length; i++) {
      long nanos = 0;
      for (int n = 0; n < 2000; n++) {
        long start = System.nanoTime();
        nanos += System.nanoTime() - start;
      }
      means[i] = nanos / 2000.0;
    }
    Arrays.sort(means);
    return means[means.length / 2];
  }

  private static RuleCost cost(Timed rule, double clock) {
    List<TestCost> tests = rule.tests.stream().map(test -> cost(test, clock)).toList();
    return new RuleCost(
        rule.rule,
        rule.checks,
        rule.matches,
        tests.stream().mapToDouble(TestCost::nanos).sum(),
        tests);
  }

  private static TestCost cost(TimedCondition.Leaf test, double clock) {
    return new TestCost(test.text(), 1, test.asked(), test.held(), test.nanos(clock));
  }

  private static List<TestCost> tests(List<Timed> rules, double clock) {
    Map<String, TestCost> all = new HashMap<>();
    for (Timed rule : rules) {
      Set<String> counted = new HashSet<>();
      for (TimedCondition.Leaf test : rule.tests) {
        TestCost own = cost(test, clock);
        int first = counted.add(test.text()) ? 1 : 0;
        all.merge(
            test.text(),
            own,
            (one, other) ->
                new TestCost(
                    one.text(),
                    one.rules() + first,
                    one.asked() + other.asked(),
                    one.held() + other.held(),
                    one.nanos() + other.nanos()));
      }
    }
    return all.values().stream()
        .sorted(
            Comparator.comparingDouble(TestCost::nanos).reversed().thenComparing(TestCost::text))
        .toList();
  }
}
