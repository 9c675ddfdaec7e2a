package dev.creance.tuning.rules;

import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import java.util.List;

/** A ruleset of one rule, to measure it alone. */
public final class SingleRule {
  private SingleRule() {}

  /** The rule, switched on. */
  public static Ruleset of(Rule rule) {
    return new Ruleset(List.of(rule.switched(rule.index(), true)), List.of(), List.of());
  }
}
