package dev.creance.tuning.cost;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.match.CompiledCondition;
import dev.creance.match.explain.ConditionText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A condition whose tests are evaluated in the order of the text, counted and timed. */
abstract sealed class TimedCondition {
  abstract boolean holds(EventScope scope);

  /**
   * @param tests where to put the tests, in the order of the text
   */
  static TimedCondition of(CheckedCondition condition, List<Leaf> tests) {
    return switch (condition) {
      case CheckedCondition.And and -> new Several(true, parts(and.parts(), tests));
      case CheckedCondition.Or or -> new Several(false, parts(or.parts(), tests));
      case CheckedCondition.Not not -> new Negation(of(not.part(), tests));
      case CheckedCondition.Named named -> of(named.body(), tests);
      case CheckedCondition.Test test -> {
        Leaf leaf = new Leaf(test);
        tests.add(leaf);
        yield leaf;
      }
    };
  }

  private static TimedCondition[] parts(List<CheckedCondition> conditions, List<Leaf> tests) {
    TimedCondition[] parts = new TimedCondition[conditions.size()];
    Arrays.setAll(parts, i -> of(conditions.get(i), tests));
    return parts;
  }

  private static final class Several extends TimedCondition {
    private final boolean all;
    private final TimedCondition[] parts;

    Several(boolean all, TimedCondition[] parts) {
      this.all = all;
      this.parts = parts;
    }

    @Override
    boolean holds(EventScope scope) {
      for (TimedCondition part : parts) {
        if (part.holds(scope) != all) {
          return !all;
        }
      }
      return all;
    }
  }

  private static final class Negation extends TimedCondition {
    private final TimedCondition part;

    Negation(TimedCondition part) {
      this.part = part;
    }

    @Override
    boolean holds(EventScope scope) {
      return !part.holds(scope);
    }
  }

  /** A test. */
  static final class Leaf extends TimedCondition {
    private final String text;
    private final CompiledCondition test;
    private final List<Long> rounds = new ArrayList<>();
    private long asked;
    private long held;
    private long nanos;

    Leaf(CheckedCondition.Test test) {
      this.text = ConditionText.of(test);
      this.test = CompiledCondition.of(test);
    }

    @Override
    boolean holds(EventScope scope) {
      long start = System.nanoTime();
      boolean holds = test.holds(scope);
      nanos += System.nanoTime() - start;
      asked++;
      if (holds) {
        held++;
      }
      return holds;
    }

    String text() {
      return text;
    }

    /** Begins to count anew. */
    void begin() {
      asked = 0;
      held = 0;
      nanos = 0;
    }

    /** Keeps the time of a round. */
    void end() {
      rounds.add(nanos);
    }

    long asked() {
      return asked;
    }

    long held() {
      return held;
    }

    /**
     * The least time of a round.
     *
     * @param clock what asking the clock takes, each time
     */
    double nanos(double clock) {
      long least = rounds.stream().mapToLong(Long::longValue).min().orElse(0);
      return Math.max(0, least - asked * clock);
    }
  }
}
