package dev.creance.tuning.rules;

import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import java.util.List;

/** A ruleset of one rule, to measure it alone. */
public final class SingleRule {
  private SingleRule() {}

  /** The rule, switched on. */
  public static Ruleset of(Rule rule) {
    Rule on =
        new Rule(
            rule.name(),
            rule.index(),
            rule.source(),
            rule.priority(),
            rule.description(),
            rule.condition(),
            rule.conditionText(),
            rule.syntax(),
            rule.output(),
            rule.outputText(),
            rule.extraFields(),
            rule.tags(),
            true,
            rule.eventCodes(),
            rule.capture(),
            rule.captureDuration(),
            rule.place(),
            rule.contributions());
    return new Ruleset(List.of(on), List.of(), List.of());
  }
}
