package dev.creance.grammar.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.Shared;
import dev.creance.grammar.source.Position;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What Falco's own parser did with some hundred conditions. */
class ParseVectorsTest {
  @Test
  void conditions() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode row : Shared.rows("conformance/parse.jsonl")) {
      JsonNode condition = row.path("input").path("condition");
      if (condition.isString()) {
        compare(softly, row.get("id").asString(), condition.asString(), row.get("expect"));
      }
    }
    softly.assertAll();
  }

  private static void compare(SoftAssertions softly, String id, String text, JsonNode expect) {
    Parsed parsed = ConditionParser.parse(text);
    softly
        .assertThat(parsed.ok())
        .as("%s accepts %s", id, text)
        .isEqualTo(expect.get("ok").asBoolean());
    if (expect.get("ok").asBoolean()) {
      softly.assertThat(FalcoForm.position(text, parsed.end())).as(id).isEqualTo(expect.get("end"));
      softly
          .assertThat(ConditionPrinter.canonical(parsed.tree()))
          .as(id)
          .isEqualTo(expect.get("str").asString());
      softly.assertThat(FalcoForm.of(text, parsed.tree())).as(id).isEqualTo(expect.get("ast"));
    } else if (!parsed.ok()) {
      SyntaxError first = parsed.errors().getFirst();
      softly.assertThat(first.message()).as(id).isEqualTo(expect.get("error").asString());
      softly.assertThat(FalcoForm.position(text, first.at())).as(id).isEqualTo(expect.get("at"));
    }
  }

  @TestFactory
  Stream<DynamicTest> nesting() {
    return Shared.rows("conformance/parse.jsonl").stream()
        .filter(row -> row.path("input").has("shape"))
        .map(row -> DynamicTest.dynamicTest(row.get("id").asString(), () -> nesting(row)));
  }

  private static void nesting(JsonNode row) {
    int limit = row.at("/input/max_depth").asInt();
    String shape = row.at("/input/shape").asString();
    JsonNode largest = row.at("/expect/largest_accepted_nesting");
    if (largest.isNull()) {
      assertThat(ConditionParser.parse(nested(shape, 100_000), limit).errors()).isEmpty();
      return;
    }
    assertThat(ConditionParser.parse(nested(shape, largest.asInt()), limit).errors()).isEmpty();
    for (int more : new int[] {1, 2, 10, 1_000, 100_000}) {
      assertThat(ConditionParser.parse(nested(shape, largest.asInt() + more), limit).errors())
          .first()
          .extracting(SyntaxError::message)
          .isEqualTo(row.at("/expect/error_above").asString());
    }
  }

  private static String nested(String shape, int times) {
    return switch (shape) {
      case "paren" -> "(".repeat(times) + "a" + ")".repeat(times);
      case "paren_field" -> "(".repeat(times) + "a.b exists" + ")".repeat(times);
      case "tolower_lhs" -> "tolower(".repeat(times) + "a.b" + ")".repeat(times) + " = x";
      case "tolower_rhs" -> "a.b = " + "tolower(".repeat(times) + "a.b" + ")".repeat(times);
      case "not_paren" -> "not (".repeat(times) + "a" + ")".repeat(times);
      case "join_nest" -> "join(".repeat(times) + "a.b" + ")".repeat(times) + " = x";
      case "list" -> "(".repeat(times) + "a.b in (x)" + ")".repeat(times);
      case "and_chain" -> "a" + " and a".repeat(times);
      default -> throw new IllegalArgumentException(shape);
    };
  }

  @Test
  void escapes() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode row : Shared.rows("conformance/misc.jsonl")) {
      String id = row.get("id").asString();
      if (row.path("input").has("escape")) {
        softly
            .assertThat(Escapes.escape(row.at("/input/escape").asString()))
            .as(id)
            .isEqualTo(row.get("expect").asString());
      } else if (row.path("input").has("quoted_body")) {
        String quoted = '"' + row.at("/input/quoted_body").asString() + '"';
        softly
            .assertThat(unescaped(quoted))
            .as(id)
            .isEqualTo(row.at("/expect/value").asString("an error"));
      }
    }
    softly.assertAll();
  }

  private static String unescaped(String quoted) {
    try {
      return Escapes.unescape(quoted);
    } catch (Escapes.EscapeException e) {
      return "an error";
    }
  }

  @Test
  void bothLineBreaksStartALine() {
    assertThat(Position.of("a\r\nb\nc", 3)).isEqualTo(new Position(3, 3, 1));
    assertThat(Position.of("a\r\nb\nc", 99)).isEqualTo(new Position(6, 4, 2));
  }
}
