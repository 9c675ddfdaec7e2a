package dev.creance.grammar.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Switches loaded rules on and off by name or tag. Rules are evaluated in the order in which they
 * were switched on: first those that are on after loading, in the order of definition.
 */
public final class RuleSelector {
  private final Priority minimum;

  public RuleSelector(Priority minimum) {
    this.minimum = minimum;
  }

  public Ruleset select(Ruleset ruleset, List<Selection> selections) {
    Map<String, Rule> enabled = new LinkedHashMap<>();
    for (Rule rule : ruleset.rules()) {
      if (rule.enabled()) {
        enabled.putIfAbsent(rule.name(), rule);
      }
    }
    for (Selection selection : selections) {
      selection
          .rule()
          .ifPresent(pattern ->
              apply(
                  ruleset,
                  enabled,
                  selection.enable(),
                  rule -> Wildcard.matches(pattern, rule.name())));
      selection
          .tag()
          .ifPresent(tag ->
              apply(ruleset, enabled, selection.enable(), rule -> rule.tags().contains(tag)));
    }
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : enabled.values()) {
      rules.add(rule.switched(rules.size(), true));
    }
    for (Rule rule : ruleset.rules()) {
      if (!enabled.containsKey(rule.name())) {
        rules.add(rule.switched(rules.size(), false));
      }
    }
    return new Ruleset(rules, ruleset.lists(), ruleset.macros());
  }

  private void apply(
      Ruleset ruleset, Map<String, Rule> enabled, boolean enable, Predicate<Rule> chosen) {
    for (Rule rule : ruleset.rules()) {
      if (chosen.test(rule)) {
        if (!enable) {
          enabled.remove(rule.name());
        } else if (rule.priority().compareTo(minimum) <= 0) {
          enabled.putIfAbsent(rule.name(), rule);
        }
      }
    }
  }
}
