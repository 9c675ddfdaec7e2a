package dev.creance.grammar.service;

import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.OutputTemplate;
import dev.creance.grammar.syntax.OutputTemplateParser;
import java.util.HashMap;
import java.util.Map;

/** What texts were parsed to: an edit leaves nearly all of a file's texts as they were. */
final class Parses {
  private static final int REMEMBERED = 8_192;

  private final Map<String, Condition> conditions = new HashMap<>();
  private final Map<String, OutputTemplate> outputs = new HashMap<>();

  Condition condition(String text) {
    bound(conditions);
    return conditions.computeIfAbsent(
        text, key -> ConditionParser.parse(key, ConditionParser.RULE_DEPTH).tree());
  }

  OutputTemplate output(String text) {
    bound(outputs);
    return outputs.computeIfAbsent(text, OutputTemplateParser::parse);
  }

  private static void bound(Map<String, ?> known) {
    if (known.size() >= REMEMBERED) {
      known.clear();
    }
  }
}
