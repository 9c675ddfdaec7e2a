package dev.creance.match;

import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.plan.Hits;
import java.util.ArrayList;
import java.util.List;

/**
 * A ruleset's enabled rules, matched against event after event:
 *
 * <pre>{@code
 * RulesetMatcher matcher = new RulesetMatcher(ruleset, Matching.ALL);
 * while (replay.next()) {
 *   for (int i = 0, n = matcher.match(replay.scope()); i < n; i++) {
 *     alert(matcher.matched(i), replay.scope());
 *   }
 * }
 * }</pre>
 *
 * <p>For one thread, and for one machine state at a time: what is remembered of threads and
 * descriptors is told apart by the objects and their versions. Memory is bounded.
 */
public final class RulesetMatcher {
  private final List<Rule> rules;
  private final CandidateMatcher candidates;
  private Hits hits = new Hits();

  public RulesetMatcher(Ruleset ruleset, Matching matching) {
    this(ruleset, matching, CandidateMatcher.CAPACITY);
  }

  /**
   * @param capacity how much may be remembered: what is remembered stays below about 60 MB with
   *     200,000 (the usual), and in proportion with less
   */
  public RulesetMatcher(Ruleset ruleset, Matching matching, int capacity) {
    this.rules = ruleset.rules().stream().filter(Rule::enabled).toList();
    List<CandidateMatcher.Candidate> all = new ArrayList<>();
    for (Rule rule : rules) {
      all.add(new CandidateMatcher.Candidate(rule.source(), rule.eventCodes(), rule.condition()));
    }
    this.candidates = new CandidateMatcher(all, matching, FieldReaders::of, capacity);
  }

  /** How many rules fire on an event. */
  public int match(EventScope scope) {
    hits = candidates.match(scope);
    return hits.size();
  }

  /** A rule that fired on the last event, in the order of the ruleset; {@code index} from 0. */
  public Rule matched(int index) {
    return rules.get(hits.rule(index));
  }
}
