package dev.creance.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.field.FieldReader;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The vectors of whole conditions over made-up fields, of which only the logic is of interest. */
class CompileVectorsTest {
  private static final Origin NOWHERE = new Origin(new SourceFile("vector", ""), Span.NONE);

  @Test
  void conditionsHaveTheirValue() {
    EventScope scope = new MachineState(Options.defaults()).scope();
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (JsonNode row : Shared.rows("conformance/compile.jsonl")) {
      JsonNode result = row.at("/expect/result");
      if (result.isMissingNode()) {
        continue; // Whether a condition compiles is the grammar's to tell.
      }
      rows++;
      Condition tree = ConditionParser.parse(row.at("/input/condition").stringValue()).tree();
      boolean holds = CompiledCondition.of(checked(tree), CompileVectorsTest::reader).holds(scope);
      if (holds != result.booleanValue()) {
        wrong.add(row.toString());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).isPositive();
  }

  /** The fields {@code c.true} and {@code c.false}, compared with 1, and two texts. */
  private static FieldReader reader(FieldExpression expression) {
    String value =
        switch (((FieldExpression.Access) expression).field().name()) {
          case "c.true" -> "1";
          case "c.singlequote" -> "hello 'quoted'";
          case "c.doublequote" -> "hello \"quoted\"";
          default -> "0";
        };
    return (scope, into) -> {
      into.text = value;
      return true;
    };
  }

  private static CheckedCondition checked(Condition condition) {
    return switch (condition) {
      case Condition.And and ->
          new CheckedCondition.And(
              NOWHERE, and.parts().stream().map(CompileVectorsTest::checked).toList());
      case Condition.Or or ->
          new CheckedCondition.Or(
              NOWHERE, or.parts().stream().map(CompileVectorsTest::checked).toList());
      case Condition.Not not -> new CheckedCondition.Not(NOWHERE, checked(not.part()));
      case Condition.Check check -> {
        String name = ((Operand.FieldName) check.left()).name();
        String text = ((Operand.Literal) check.right().orElseThrow()).text();
        yield new CheckedCondition.Test(
            NOWHERE,
            new FieldExpression.Access(field(name), Optional.empty(), ValueType.CHARBUF),
            check.operator(),
            Optional.empty(),
            new Comparand.Constants(List.of(new Constant.Text(text, text))));
      }
      case Condition.MacroName _, Condition.Broken _ ->
          throw new IllegalArgumentException(condition.toString());
    };
  }

  private static Field field(String name) {
    return new Field(
        0,
        name,
        ValueType.CHARBUF,
        false,
        Field.ArgumentUse.NONE,
        Set.of(),
        Set.of(),
        Field.PrintFormat.NA,
        "mock",
        "any",
        "");
  }
}
