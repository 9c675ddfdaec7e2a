package dev.creance.grammar.checked;

import dev.creance.grammar.Shared;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.FieldResolver;
import dev.creance.grammar.vocabulary.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Falco's library compiles, refuses and warns of, and which events it looks at. */
class CompileVectorsTest {
  private static final FieldResolver FIELDS = new FieldResolver(Set.of());
  private final SoftAssertions softly = new SoftAssertions();

  static CheckResult check(String condition) {
    Parsed parsed = ConditionParser.parse(condition);
    if (!parsed.ok()) {
      String problem = parsed.errors().getFirst().message();
      return CheckResult.unusable(List.of(new Finding(origin(condition, new Span(0, 0)), problem)));
    }
    return ConditionChecker.check(
        parsed.tree(),
        new TestChecker(FIELDS, "syscall"),
        new ConditionChecker.Surroundings() {
          @Override
          public Origin origin(Span span) {
            return CompileVectorsTest.origin(condition, span);
          }

          @Override
          public @Nullable CheckResult macro(String name, Span span) {
            return CheckResult.unusable(
                List.of(new Finding(origin(span), "unexpected identifier")));
          }

          @Override
          public CheckedCondition name(Condition part, CheckedCondition checked) {
            return checked;
          }
        });
  }

  private static Origin origin(String text, Span span) {
    return new Origin(new SourceFile("condition", text), span);
  }

  @Test
  void compile() {
    for (JsonNode row : Shared.rows("conformance/compile.jsonl")) {
      String condition = row.at("/input/condition").asString();
      JsonNode expect = row.get("expect");
      if (!expect.has("compiles") || row.at("/input").has("mock_fields")) {
        continue;
      }
      String id = row.get("id").asString() + " " + condition;
      CheckResult result = check(condition);
      softly
          .assertThat(result.condition() != null)
          .as(id + " " + result.errors())
          .isEqualTo(expect.get("compiles").asBoolean());
      if (expect.has("warnings")) {
        softly.assertThat(result.warnings()).as(id).hasSize(expect.get("warnings").asInt());
      }
      if (expect.has("error")) {
        softly
            .assertThat(result.errors())
            .as(id)
            .first()
            .extracting(Finding::message)
            .isEqualTo(expect.get("error").asString());
      }
    }
    softly.assertAll();
  }

  @Test
  void constants() {
    for (JsonNode row : Shared.rows("conformance/operators.jsonl")) {
      JsonNode input = row.get("input");
      String id = row.get("id").asString() + " " + input;
      ValueType type = ValueType.valueOf(input.get("type").asString());
      String[] words = input.get("op").asString().split(" ", 2);
      Operator operator = operator(words[0]);
      var modifier =
          words.length == 1
              ? Optional.<Operator.Modifier>empty()
              : Optional.of(Operator.Modifier.valueOf(words[1].toUpperCase(Locale.ROOT)));
      String problem = OperatorRules.problem(operator, modifier, type, false).orElse(null);
      for (JsonNode constant : input.get("rhs")) {
        if (problem == null) {
          problem = problem(bytes(constant.asString()), type, operator);
        }
      }
      // What went wrong with a mock field's own value is no matter of conditions.
      if (row.at("/expect/compile_error")
          .asString("")
          .endsWith(" " + input.get("field_value").asString())) {
        continue;
      }
      String expected =
          row.at("/expect").has("compile_error")
              ? row.at("/expect/compile_error").asString()
              : null;
      softly
          .assertThat(problem == null ? null : problem.replace("filter error: ", ""))
          .as(id)
          .isEqualTo(expected == null ? null : expected.replace("filter error: ", ""));
    }
    softly.assertAll();
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String problem(String text, ValueType type, Operator operator) {
    return switch (ConstantParser.parse(text, type, operator)) {
      case ConstantParser.Outcome.Problem problem -> problem.message();
      case ConstantParser.Outcome.Value _ ->
          operator == Operator.REGEX
              ? PosixRegex.problem(text).map(p -> "invalid regex pattern: " + p).orElse(null)
              : null;
    };
  }

  private static Operator operator(String text) {
    for (Operator operator : Operator.values()) {
      if (operator.text().equals(text)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(text);
  }

  @Test
  void eventCodes() {
    for (JsonNode row : Shared.rows("conformance/event-codes.jsonl")) {
      String condition = row.at("/input/condition").asString();
      JsonNode expect = row.get("expect");
      String id = row.get("id").asString() + " " + condition;
      @Nullable BitSet codes = codes(condition);
      if (expect.has("ok")) {
        softly.assertThat(codes != null).as(id).isEqualTo(expect.get("ok").asBoolean());
      } else if (codes == null) {
        softly.fail(id);
      } else if (expect.has("same_codes_as")) {
        softly.assertThat(codes).as(id).isEqualTo(codes(expect.get("same_codes_as").asString()));
      } else {
        names(id, codes, expect.get("event_names"));
      }
    }
    softly.assertAll();
  }

  private void names(String id, BitSet codes, JsonNode expect) {
    EventTable table = EventTable.current();
    if (expect.has("all")) {
      softly.assertThat(codes).as(id).isEqualTo(EventCodes.all());
    } else if (expect.has("none")) {
      softly.assertThat(codes.isEmpty()).as(id).isTrue();
    } else {
      TreeSet<String> names = new TreeSet<>();
      codes.stream().mapToObj(code -> table.type(code).name()).forEach(names::add);
      TreeSet<String> expected = new TreeSet<>();
      boolean only = expect.has("only");
      expect.get(only ? "only" : "all_except").forEach(name -> expected.add(name.asString()));
      if (!only) {
        TreeSet<String> all = new TreeSet<>(table.names());
        all.removeAll(expected);
        expected.clear();
        expected.addAll(all);
      }
      softly.assertThat(names).as(id).isEqualTo(expected);
    }
  }

  private static @Nullable BitSet codes(String condition) {
    return EventCodes.of(ConditionParser.parse(condition).tree(), name -> null)
            instanceof EventCodes.Outcome.Codes codes
        ? codes.codes()
        : null;
  }
}
