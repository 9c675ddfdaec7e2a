package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Operator.Modifier;
import java.util.List;
import java.util.Optional;

/**
 * The tree of a condition as written; spans are offsets into the condition's text.
 *
 * <p>Chains are flat, a group in parentheses is a node of its own: {@code a and b and (c and d)} is
 * an {@link And} of three, the last of which is an {@link And}. Parentheses around a whole node are
 * outside its span but inside its parent's. Two {@code not} in a row cancel and leave no node.
 */
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
   * {@code left operator right}. {@code right} is empty for {@link Operator#EXISTS} only. For
   * {@code in}, {@code intersects}, {@code pmatch} and modified operators it is an {@link
   * Operand.ValueList}, or an unquoted {@link Operand.Literal} where a bare name stands for the
   * list (Falco reads it as the only value), or, without a modifier, an {@link Operand.Transform}.
   *
   * @param operatorSpan the operator and its modifier
   */
  record Check(
      Span span,
      Operand left,
      Operator operator,
      Optional<Modifier> modifier,
      Span operatorSpan,
      Optional<Operand> right)
      implements Condition {}

  /**
   * A part that could not be read; the rest of the tree is still there.
   *
   * @param left the left side of a comparison whose operator is missing or unknown
   */
  record Broken(Span span, Optional<Operand> left) implements Condition {}
}
