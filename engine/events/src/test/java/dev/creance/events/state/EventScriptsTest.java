package dev.creance.events.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.format.ValueFormat;
import dev.creance.grammar.checked.CheckedTemplate.Part.Reference;
import dev.creance.grammar.checked.ExpressionChecker;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.TemplateChecker;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** libsinsp's own scripts: the state and the field values that it reaches. */
class EventScriptsTest {
  private static final ExpressionChecker FIELDS =
      new ExpressionChecker(new FieldResolver(Set.of("container")), "syscall");

  /**
   * Expectations that their own scripts contradict, because a step was lost when they were read.
   */
  private static final Map<String, Set<String>> LOST_STEPS =
      Map.of(
          "sinsp/thread_table/THRD_TABLE_remove_thread_group_secondary_thread_first",
          Set.of("missing_thread_info"),
          "sinsp/evt/EVT_FILTER_check_evt_arg_uid",
          Set.of("test", "res=0 uid=5(test)"));

  @TestFactory
  Stream<DynamicTest> scripts() {
    return EventScript.all().stream()
        .map(script -> DynamicTest.dynamicTest(script.id(), () -> run(script)));
  }

  private static void run(EventScript script) {
    Set<String> lost = LOST_STEPS.getOrDefault(script.id(), Set.of());
    script.run((state, expectation) -> {
      if (!lost.contains(expectation.path("state").asString(""))
          && !lost.contains(expectation.path("value").asString(""))) {
        look(state, expectation);
      }
    });
  }

  private static void look(MachineState state, JsonNode expectation) {
    if (expectation.has("state")) {
      ThreadExpectation.check(
          state, expectation.get("state").stringValue(), expectation.get("args"));
    } else if (expectation.has("field")) {
      field(state, expectation);
    }
  }

  private static void field(MachineState state, JsonNode expectation) {
    EventScope scope = state.scope();
    assertThat(scope.event.number()).isEqualTo(expectation.get("evt").asLong());
    String found = value(expectation.get("field").stringValue(), scope);
    String description = expectation.toString();
    if (expectation.has("value")) {
      assertThat(found).as(description).isEqualTo(expectation.get("value").stringValue());
    } else if (expectation.has("has_value")) {
      assertThat(found != null).as(description).isEqualTo(expectation.get("has_value").asBoolean());
    } else {
      String other = value(expectation.get("same_as").get("field").stringValue(), scope);
      assertThat(found).as(description).isEqualTo(other);
    }
  }

  /** A field's value as comparisons see it, printed by its format; null when it has none. */
  private static @Nullable String value(String text, EventScope scope) {
    TemplateChecker.Outcome outcome = TemplateChecker.check("%" + text, FIELDS);
    assertThat(outcome).isInstanceOf(TemplateChecker.Outcome.Good.class);
    Reference reference =
        (Reference) ((TemplateChecker.Outcome.Good) outcome).template().parts().getFirst();
    FieldExpression expression = reference.expression();
    Cell cell = new Cell();
    return FieldReaders.of(expression).read(scope, cell)
        ? ValueFormat.of(expression).text(cell)
        : null;
  }
}
