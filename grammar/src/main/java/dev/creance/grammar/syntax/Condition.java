package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Operator.Modifier;
import java.util.List;
import java.util.Optional;

/** The tree of a condition as written; spans are offsets into the condition's text. */
public sealed interface Condition {
  Span span();

  /** At least two parts. */
  record And(Span span, List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** At least two parts. */
  record Or(Span span, List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Span span, Condition part) implements Condition {}

  /** An identifier: a macro's name. */
  record MacroName(Span span, String name) implements Condition {}

  /**
   * {@code left operator right}. {@code right} is empty for {@link Operator#EXISTS} only; a {@link
   * Operand.ValueList} for {@code in}, {@code intersects}, {@code pmatch} and modified operators.
   */
  record Check(
      Span span,
      Operand left,
      Operator operator,
      Optional<Modifier> modifier,
      Optional<Operand> right)
      implements Condition {}

  /** A part that could not be read; the rest of the tree is still there. */
  record Broken(Span span) implements Condition {}
}
