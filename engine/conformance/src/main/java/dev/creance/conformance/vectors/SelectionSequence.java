package dev.creance.conformance.vectors;

import dev.creance.grammar.rules.Priority;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RuleSelector;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Switches rules of several rulesets on and off; all but the default one start empty. */
final class SelectionSequence {
  private static final String DEFAULT = "falco-default-ruleset";

  private final RuleSelector selector = new RuleSelector(Priority.DEBUG);
  private final Map<String, Ruleset> rulesets = new HashMap<>();
  private final Ruleset empty;

  SelectionSequence(Ruleset loaded) {
    rulesets.put(DEFAULT, loaded);
    empty = selector.select(loaded, List.of(Selection.rule(false, "*")));
  }

  void run(JsonNode steps, Findings findings) {
    int index = 0;
    for (JsonNode step : steps) {
      index++;
      if (step.has("count_enabled")) {
        long enabled =
            of(step.path("count_enabled").asString()).rules().stream()
                .filter(Rule::enabled)
                .count();
        findings.same("enabled after step " + index, step.path("value").asLong(), enabled);
      } else {
        String name = step.path("ruleset").asString(DEFAULT);
        rulesets.put(name, selector.select(of(name), selections(step)));
      }
    }
  }

  private Ruleset of(String name) {
    return rulesets.getOrDefault(name, empty);
  }

  private static List<Selection> selections(JsonNode step) {
    boolean enable = step.path("enable").asBoolean();
    JsonNode selector = step.path("selector");
    List<Selection> selections = new ArrayList<>();
    switch (step.path("op").asString()) {
      case "enable_rule" -> selections.add(Selection.rule(enable, "*" + selector.asString() + "*"));
      case "enable_rule_exact", "enable_rule_wildcard" -> {
        String name = selector.asString();
        selections.add(Selection.rule(enable, name.isEmpty() ? "*" : name));
      }
      case "enable_rule_by_tag" ->
          selector.forEach(tag -> selections.add(Selection.tag(enable, tag.asString())));
      default -> throw new IllegalArgumentException("unknown step " + step);
    }
    return selections;
  }
}
