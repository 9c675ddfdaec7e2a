package dev.creance.grammar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.Shared;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.EventTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Falco's stock rules. */
class StockRulesTest {
  @Test
  void loadWithoutAWord() {
    LoadResult result = new RulesetLoader(Loading.falco441()).load(Loading.stock());
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.ruleset().rules()).hasSize(93).allMatch(Rule::enabled);
    assertThat(Loading.load(Loading.stock("k8s_audit_rules.yaml").text()).diagnostics()).isEmpty();
  }

  @Test
  void everyRule() {
    SoftAssertions softly = new SoftAssertions();
    Map<String, Ruleset> loaded = new TreeMap<>();
    for (JsonNode row : Shared.rows("conformance/stock-rules.jsonl")) {
      String file = row.at("/input/file").asString();
      Ruleset ruleset =
          loaded.computeIfAbsent(file, name -> Loading.load(Loading.stock(name).text()).ruleset());
      Rule rule = ruleset.rule(row.at("/input/rule").asString()).orElseThrow();
      JsonNode expect = row.get("expect");
      String id = row.get("id").asString();
      softly
          .assertThat(rule.priority())
          .as(id)
          .isEqualTo(Priority.parse(expect.get("priority").asString()).orElseThrow());
      softly.assertThat(rule.source()).as(id).isEqualTo(expect.get("source").asString());
      softly.assertThat(rule.enabled()).as(id).isEqualTo(expect.get("enabled").asBoolean());
      softly.assertThat(rule.tags()).as(id).containsExactlyElementsOf(texts(expect.get("tags")));
      Map<String, Integer> nodes = new TreeMap<>();
      count(ruleset.expanded(rule), nodes);
      Map<String, Integer> expected = new TreeMap<>();
      expect
          .get("nodes_after_expansion")
          .properties()
          .forEach(e -> expected.put(e.getKey(), e.getValue().asInt()));
      softly.assertThat(nodes).as(id).isEqualTo(expected);
      TreeSet<String> names = new TreeSet<>();
      rule.eventCodes().stream()
          .mapToObj(EventTable.current()::type)
          .filter(type -> !type.enumName().equals("PPME_ASYNCEVENT_E"))
          .forEach(type -> names.add(type.name()));
      softly
          .assertThat(names)
          .as(id)
          .containsExactlyElementsOf(
              expect.get("event_names").isArray()
                  ? texts(expect.get("event_names"))
                  : List.of("pluginevent"));
    }
    softly.assertAll();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private static void count(Condition condition, Map<String, Integer> nodes) {
    String kind =
        switch (condition) {
          case Condition.And and -> {
            and.parts().forEach(part -> count(part, nodes));
            yield "and";
          }
          case Condition.Or or -> {
            or.parts().forEach(part -> count(part, nodes));
            yield "or";
          }
          case Condition.Not not -> {
            count(not.part(), nodes);
            yield "not";
          }
          case Condition.Check check -> check.operator() == Operator.EXISTS ? "unary" : "bin";
          case Condition.MacroName _ -> "macro";
          case Condition.Broken _ -> "broken";
        };
    nodes.merge(kind, 1, Integer::sum);
  }
}
