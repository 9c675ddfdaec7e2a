package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Operand.Literal;
import java.util.List;

/** Trees without their spans, to compare them. */
final class Spanless {
  private Spanless() {}

  static Condition of(Condition condition) {
    return switch (condition) {
      case Condition.And and -> new Condition.And(Span.NONE, parts(and.parts()));
      case Condition.Or or -> new Condition.Or(Span.NONE, parts(or.parts()));
      case Condition.Not not -> new Condition.Not(Span.NONE, of(not.part()));
      case Condition.MacroName macro -> new Condition.MacroName(Span.NONE, macro.name());
      case Condition.Check check ->
          new Condition.Check(
              Span.NONE,
              of(check.left()),
              check.operator(),
              check.modifier(),
              Span.NONE,
              check.right().map(Spanless::of));
      case Condition.Broken broken ->
          new Condition.Broken(Span.NONE, broken.left().map(Spanless::of));
    };
  }

  private static List<Condition> parts(List<Condition> parts) {
    return parts.stream().map(Spanless::of).toList();
  }

  static Operand of(Operand operand) {
    return switch (operand) {
      case Operand.FieldName field ->
          new Operand.FieldName(Span.NONE, field.name(), field.argument());
      case Operand.Transform transform ->
          new Operand.Transform(
              Span.NONE,
              transform.name(),
              transform.arguments().stream().map(Spanless::of).toList(),
              transform.argument());
      case Literal literal -> new Literal(Span.NONE, literal.text(), literal.quoted());
      case Operand.ValueList list ->
          new Operand.ValueList(
              Span.NONE,
              list.values().stream()
                  .map(value -> new Literal(Span.NONE, value.text(), value.quoted()))
                  .toList());
      case Operand.OperandList list ->
          new Operand.OperandList(Span.NONE, list.items().stream().map(Spanless::of).toList());
      case Operand.Broken _ -> new Operand.Broken(Span.NONE);
    };
  }
}
