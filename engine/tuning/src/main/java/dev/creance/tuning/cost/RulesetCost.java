package dev.creance.tuning.cost;

import dev.creance.grammar.rules.Rule;
import java.util.List;

/**
 * What evaluating rules costs on recordings, one event after the other.
 *
 * <p>Every condition is evaluated as Falco does it: on the events of its types, its tests in the
 * order of the text, until the outcome is known; nothing is shared between rules. Creance's own
 * evaluators share equal tests and ask cheap ones first, so their sum is smaller; what stands here
 * is what a rule brings to a node and what reordering its condition would save. Counts are exact
 * and the same each time; times are measured, after a warm-up, the least of several rounds, without
 * what the clock itself takes.
 *
 * @param events that rules see, of all recordings
 * @param rules in evaluation order
 * @param tests equal tests of all rules together, the dearest first
 */
public record RulesetCost(long events, List<RuleCost> rules, List<TestCost> tests) {
  public RulesetCost {
    rules = List.copyOf(rules);
    tests = List.copyOf(tests);
  }

  /**
   * A rule.
   *
   * @param checks events that it was evaluated on
   * @param matches those that it hits
   * @param nanos in its tests, altogether
   * @param tests in the order of the text; a test that stands in it several times counts each time
   */
  public record RuleCost(Rule rule, long checks, long matches, double nanos, List<TestCost> tests) {
    public RuleCost {
      tests = List.copyOf(tests);
    }

    /** Tests evaluated, altogether. */
    public long asked() {
      return tests.stream().mapToLong(TestCost::asked).sum();
    }

    /** Mean time of a check, in ns; 0 without any. */
    public double nanosPerCheck() {
      return checks == 0 ? 0 : nanos / checks;
    }
  }

  /**
   * A test of a condition.
   *
   * @param text as conditions write it
   * @param rules that have it
   * @param asked how often it was evaluated
   * @param held how often it was true
   */
  public record TestCost(String text, int rules, long asked, long held, double nanos) {
    /** Mean time of an evaluation, in ns; 0 without any. */
    public double nanosEach() {
      return asked == 0 ? 0 : nanos / asked;
    }
  }

  /** Time in all rules, in ns. */
  public double nanos() {
    return rules.stream().mapToDouble(RuleCost::nanos).sum();
  }

  /** Time in all rules per event, in ns. */
  public double nanosPerEvent() {
    return events == 0 ? 0 : nanos() / events;
  }
}
