package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Operand.FieldName;
import dev.creance.grammar.syntax.Operand.Transform;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reference in a template can be, the longest first.
 *
 * <p>Falco tries the whole rest of the text and then cuts off one character after the other. Most
 * cuts change nothing or end within something unfinished; the ones that matter are before the
 * argument in brackets and, in a field's name, before each character.
 */
final class ReferenceCandidates implements Iterator<Operand> {
  private @Nullable Operand next;
  private @Nullable Operand withoutIndex;

  ReferenceCandidates(String text, int offset, int depthLimit) {
    ConditionLexer lexer = new ConditionLexer(new Bytes(text, depthLimit));
    Operand longest = ConditionParser.readReference(lexer, text, offset);
    List<SyntaxError> errors = lexer.errors();
    int beforeIndex = lexer.beforeIndex();
    if (beforeIndex >= 0 && (errors.isEmpty() || errors.getFirst().at() > beforeIndex)) {
      withoutIndex = withoutIndex(longest, text.substring(offset, beforeIndex));
    }
    next = errors.isEmpty() ? longest : takeWithoutIndex();
  }

  private static Operand withoutIndex(Operand operand, String text) {
    int start = operand.span().start();
    Span span = new Span(start, start + text.length());
    return operand instanceof Transform transform
        ? new Transform(span, transform.name(), transform.arguments(), Optional.empty())
        : new FieldName(span, text, Optional.empty());
  }

  private @Nullable Operand takeWithoutIndex() {
    Operand taken = withoutIndex;
    withoutIndex = null;
    return taken;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Operand next() {
    Operand current = next;
    if (current == null) {
      throw new NoSuchElementException();
    }
    next = withoutIndex != null ? takeWithoutIndex() : shorter(current);
    return current;
  }

  /** The next shorter field's name: it has a dot, and does not end with it. */
  private static @Nullable Operand shorter(Operand operand) {
    if (!(operand instanceof FieldName field)) {
      return null;
    }
    String name = field.name();
    int length = name.length() - 1;
    if (name.charAt(length - 1) == '.') {
      length--;
    }
    int start = field.span().start();
    return name.lastIndexOf('.', length - 1) < 0
        ? null
        : new FieldName(
            new Span(start, start + length), name.substring(0, length), Optional.empty());
  }
}
