package dev.creance.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.state.EventScript;
import dev.creance.events.state.MachineState;
import dev.creance.grammar.checked.CheckResult;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.ConditionChecker;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.checked.TestChecker;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Parsed;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** libsinsp's own scripts of events: which conditions hold after each. */
class EventScriptFiltersTest {
  private static final Origin NOWHERE = new Origin(new SourceFile("vector", ""), Span.NONE);

  private final FieldResolver fields = new FieldResolver(Set.of("container"));

  @TestFactory
  Stream<DynamicTest> scripts() {
    return EventScript.all().stream()
        .filter(script -> script.expects("filter"))
        .map(script -> DynamicTest.dynamicTest(script.id(), () -> run(script)));
  }

  private void run(EventScript script) {
    List<String> wrong = new ArrayList<>();
    script.run((state, expectation) -> {
      String filter = expectation.path("filter").asString("");
      if (!filter.isEmpty() && !met(state, filter, expectation)) {
        wrong.add(expectation.toString());
      }
    });
    assertThat(wrong).isEmpty();
  }

  private boolean met(MachineState state, String filter, JsonNode expectation) {
    CheckedCondition condition = check(filter);
    if (expectation.has("compiles")) {
      return (condition != null) == expectation.get("compiles").booleanValue();
    }
    return condition != null
        && CompiledCondition.of(condition).holds(state.scope())
            == expectation.get("result").booleanValue();
  }

  /** The checked condition; null when it does not compile. */
  private @Nullable CheckedCondition check(String filter) {
    Parsed parsed = ConditionParser.parse(filter);
    if (!parsed.ok()) {
      return null;
    }
    return ConditionChecker.check(parsed.tree(), new TestChecker(fields, "syscall"), new NoMacros())
        .condition();
  }

  /** A condition that stands alone. */
  private static final class NoMacros implements ConditionChecker.Surroundings {
    @Override
    public Origin origin(Span span) {
      return NOWHERE;
    }

    @Override
    public @Nullable CheckResult macro(String name, Span span) {
      return null;
    }

    @Override
    public CheckedCondition name(Condition part, CheckedCondition checked) {
      return checked;
    }
  }
}
