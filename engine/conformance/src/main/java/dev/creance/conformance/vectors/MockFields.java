package dev.creance.conformance.vectors;

import dev.creance.events.field.FieldReader;
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
import dev.creance.grammar.vocabulary.Field.ArgumentUse;
import dev.creance.grammar.vocabulary.Field.PrintFormat;
import dev.creance.grammar.vocabulary.ValueType;
import dev.creance.match.CompiledCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields that libsinsp's tests of its compiler make up. */
final class MockFields {
  private static final Origin NOWHERE = new Origin(new SourceFile("vector", ""), Span.NONE);

  private MockFields() {}

  /** A field of a type of which nothing else matters. */
  static Field field(String name, ValueType type) {
    return new Field(
        0,
        name,
        type,
        false,
        ArgumentUse.NONE,
        Set.of(),
        Set.of(),
        PrintFormat.NA,
        "mock",
        "any",
        "");
  }

  /**
   * A condition with real fields of the same types in place of {@code c.true}, {@code c.buffer}.
   */
  static String real(String condition) {
    return condition.replace("c.true", "proc.name").replace("c.buffer", "evt.buffer");
  }

  /** Whether a condition of comparisons with one text each holds. */
  static boolean holds(String text) {
    Condition tree = ConditionParser.parse(text).tree();
    return CompiledCondition.of(checked(tree), MockFields::reader)
        .holds(new MachineState(Options.defaults()).scope());
  }

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
          new CheckedCondition.And(NOWHERE, and.parts().stream().map(MockFields::checked).toList());
      case Condition.Or or ->
          new CheckedCondition.Or(NOWHERE, or.parts().stream().map(MockFields::checked).toList());
      case Condition.Not not -> new CheckedCondition.Not(NOWHERE, checked(not.part()));
      case Condition.Check check -> {
        String name = ((Operand.FieldName) check.left()).name();
        String text = ((Operand.Literal) check.right().orElseThrow()).text();
        yield new CheckedCondition.Test(
            NOWHERE,
            new FieldExpression.Access(
                field(name, ValueType.CHARBUF), Optional.empty(), ValueType.CHARBUF),
            check.operator(),
            Optional.empty(),
            new Comparand.Constants(List.of(new Constant.Text(text, text))));
      }
      case Condition.MacroName _, Condition.Broken _ ->
          throw new IllegalArgumentException("no comparison: " + condition);
    };
  }
}
