package dev.creance.match.plan;

import dev.creance.events.state.EventScope;
import dev.creance.match.formula.Bits;
import dev.creance.match.formula.Facet;
import dev.creance.match.formula.Formula;
import dev.creance.match.formula.Predicate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules that may still fire, in Falco's order, each with the rest of its condition. Of two equal
 * plans there is only one.
 */
public final class Plan {
  private final int id;
  private final int[] rules;
  private final Formula[] conditions;
  private final int facets;
  private final @Nullable Step[] steps = new @Nullable Step[Facet.count()];

  Plan(int id, int[] rules, Formula[] conditions) {
    this.id = id;
    this.rules = rules;
    this.conditions = conditions;
    int facets = 0;
    for (Formula condition : conditions) {
      facets |= condition.facets();
    }
    this.facets = facets;
  }

  /** A small number of its own. */
  int id() {
    return id;
  }

  /** Whether no rule can fire. */
  public boolean empty() {
    return rules.length == 0;
  }

  /** Whether predicates of a facet are still open. */
  public boolean asks(Facet facet) {
    return (facets & facet.bit()) != 0;
  }

  int size() {
    return rules.length;
  }

  int rule(int index) {
    return rules[index];
  }

  Formula condition(int index) {
    return conditions[index];
  }

  /** Evaluates what is left, and adds the rules that fire to {@code hits}. */
  public void run(EventScope scope, long stamp, Hits hits, boolean first) {
    for (int i = 0; i < rules.length; i++) {
      if (conditions[i].holds(scope, stamp)) {
        hits.add(rules[i]);
        if (first) {
          return;
        }
      }
    }
  }

  /** The predicates of a facet that this plan asks, and where each set of answers leads. */
  static final class Step {
    final Predicate[] asked;

    /** The bits of the predicates that are asked. */
    private final long[] mask;

    private final Map<Answers, Lead> leads = new HashMap<>();
    private final Answers probe;

    Step(Predicate[] asked, int words) {
      this.asked = asked;
      this.mask = new long[words];
      this.probe = new Answers(new long[words]);
      for (Predicate predicate : asked) {
        Bits.set(mask, predicate.place());
      }
    }

    /** Where the answers lead; null when they were never seen. */
    @Nullable Lead lead(long[] answers) {
      mask(answers, probe.words);
      return leads.get(probe);
    }

    Lead add(long[] answers) {
      long[] relevant = new long[mask.length];
      mask(answers, relevant);
      Lead lead = new Lead();
      leads.put(new Answers(relevant), lead);
      return lead;
    }

    private void mask(long[] answers, long[] into) {
      for (int i = 0; i < mask.length; i++) {
        into[i] = answers[i] & mask[i];
      }
    }
  }

  /** Where a set of answers leads; nowhere yet while it was seen a few times only. */
  static final class Lead {
    int seen;
    @Nullable Plan plan;
  }

  @Nullable Step step(Facet facet) {
    return steps[facet.ordinal()];
  }

  void step(Facet facet, Step step) {
    steps[facet.ordinal()] = step;
  }

  /** A set of bits with the equality of its content. */
  private record Answers(long[] words) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Answers answers && Arrays.equals(words, answers.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }
}
