package dev.creance.grammar.rules;

import dev.creance.grammar.Shared;
import dev.creance.grammar.syntax.ConditionParser;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Small functions of Falco that rule loading needs. */
class MiscVectorsTest {
  @Test
  void rows() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode row : Shared.rows("conformance/misc.jsonl")) {
      String id = row.get("id").asString();
      JsonNode input = row.get("input");
      JsonNode expect = row.get("expect");
      switch (id.substring(0, id.indexOf('/'))) {
        case "wildcard" ->
            softly
                .assertThat(
                    Wildcard.matches(
                        input.get("pattern").asString(), input.get("string").asString()))
                .as(id)
                .isEqualTo(expect.get("match").asBoolean());
        case "na-check" ->
            softly
                .assertThat(
                    FilterWarnings.comparesUnsafely(
                        ConditionParser.parse(input.get("condition").asString()).tree()))
                .as(id + input)
                .isEqualTo(
                    expect.get("filter_warning").asBoolean()
                        && !expect.path("kind").asString("").equals("deprecated-field"));
        case "sanitize-rule-name" ->
            softly
                .assertThat(RuleNames.sanitized(input.asString()))
                .as(id)
                .isEqualTo(expect.asString());
        case "prometheus-interval" ->
            softly
                .assertThat(Intervals.millis(input.asString()))
                .as(id)
                .isEqualTo(expect.get("ms").asLong());
        default -> {}
      }
    }
    softly.assertAll();
  }
}
