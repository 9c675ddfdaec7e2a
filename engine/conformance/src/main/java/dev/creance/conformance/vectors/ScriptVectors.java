package dev.creance.conformance.vectors;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.format.ValueFormat;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedTemplate.Part.Reference;
import dev.creance.grammar.checked.ExpressionChecker;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.TemplateChecker;
import dev.creance.grammar.vocabulary.FieldResolver;
import dev.creance.match.CompiledCondition;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** libsinsp's own scripts of events: the state, field values and filters that they reach. */
final class ScriptVectors {
  /** What their own scripts contradict, because a step was lost when they were read out. */
  private static final Map<String, Set<String>> LOST_STEPS =
      Map.of(
          "sinsp/thread_table/THRD_TABLE_remove_thread_group_secondary_thread_first",
          Set.of("missing_thread_info"),
          "sinsp/evt/EVT_FILTER_check_evt_arg_uid",
          Set.of("test", "res=0 uid=5(test)"));

  private final FieldResolver fields = new FieldResolver(Set.of("container"));
  private final ExpressionChecker expressions = new ExpressionChecker(fields, "syscall");
  private final Conditions conditions = new Conditions(fields);

  void look(JsonNode row, Findings findings) {
    Set<String> lost = LOST_STEPS.getOrDefault(row.path("id").asString(), Set.of());
    new EventScript(row.path("input"), row.path("expect"))
        .run(
            findings,
            (state, expectation) -> {
              if (lost.contains(expectation.path("state").asString(""))
                  || lost.contains(expectation.path("value").asString(""))) {
                findings.cannotRun("a step of the script is missing; its other checks hold");
              } else {
                look(state, expectation, findings);
              }
            });
  }

  private void look(MachineState state, JsonNode expectation, Findings findings) {
    if (expectation.has("state")) {
      new ThreadExpectation(state, expectation.path("args"), findings)
          .check(expectation.path("state").asString());
    } else if (expectation.has("field")) {
      field(state.scope(), expectation, findings);
    } else if (expectation.has("filter")) {
      filter(state, expectation, findings);
    } else {
      findings.wrong("unknown expectation " + expectation);
    }
  }

  private void field(EventScope scope, JsonNode expectation, Findings findings) {
    String name = expectation.path("field").asString();
    findings.same("event number", expectation.path("evt").asLong(), scope.event.number());
    String found = value(name, scope);
    if (expectation.has("value")) {
      findings.same(name, expectation.path("value").asString(), found);
    } else if (expectation.has("has_value")) {
      findings.same(
          name + " has a value", expectation.path("has_value").asBoolean(), found != null);
    } else {
      findings.same(name, value(expectation.at("/same_as/field").asString(), scope), found);
    }
  }

  /** A field's value as comparisons see it, printed by its format; null when it has none. */
  private @Nullable String value(String text, EventScope scope) {
    FieldExpression expression =
        switch (TemplateChecker.check("%" + text, expressions)) {
          case TemplateChecker.Outcome.Good good
              when good.template().parts().getFirst() instanceof Reference reference ->
              reference.expression();
          case TemplateChecker.Outcome outcome ->
              throw new IllegalArgumentException("no field: " + text + " " + outcome);
        };
    Cell cell = new Cell();
    return FieldReaders.of(expression).read(scope, cell)
        ? ValueFormat.of(expression).text(cell)
        : null;
  }

  private void filter(MachineState state, JsonNode expectation, Findings findings) {
    String filter = expectation.path("filter").asString();
    @Nullable CheckedCondition condition = conditions.check(filter).condition();
    if (expectation.has("compiles")) {
      findings.same(
          filter + " compiles", expectation.path("compiles").asBoolean(), condition != null);
    } else if (condition == null) {
      findings.wrong(filter + " does not compile");
    } else {
      findings.same(
          filter,
          expectation.path("result").asBoolean(),
          CompiledCondition.of(condition).holds(state.scope()));
    }
  }
}
