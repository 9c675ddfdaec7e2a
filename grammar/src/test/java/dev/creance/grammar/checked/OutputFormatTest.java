package dev.creance.grammar.checked;

import dev.creance.grammar.Shared;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which output templates Falco's library accepts. */
class OutputFormatTest {
  @Test
  void templates() {
    SoftAssertions softly = new SoftAssertions();
    ExpressionChecker expressions = new ExpressionChecker(new FieldResolver(Set.of()), "syscall");
    for (JsonNode row : Shared.rows("conformance/output-format.jsonl")) {
      String format = row.at("/input/format").asString();
      boolean compiles =
          !row.get("expect").has("compiles") || row.at("/expect/compiles").asBoolean();
      softly
          .assertThat(
              TemplateChecker.check(format, expressions) instanceof TemplateChecker.Outcome.Good)
          .as(row.get("id").asString() + " " + format)
          .isEqualTo(compiles);
    }
    softly.assertAll();
  }
}
