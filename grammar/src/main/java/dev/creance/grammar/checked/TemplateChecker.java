package dev.creance.grammar.checked;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.ConditionPrinter;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.syntax.OutputTemplate;
import dev.creance.grammar.syntax.OutputTemplateParser;
import dev.creance.grammar.syntax.SyntaxError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Types the references of output templates. Behind a {@code %} and a width stands the longest
 * stretch of text that reads as a field or transformer <em>and</em> exists; so {@code %proc.nameX}
 * is {@code proc.name} followed by an X.
 */
public final class TemplateChecker {
  /** A template, or what is wrong with it. */
  public sealed interface Outcome {
    record Good(CheckedTemplate template) implements Outcome {}

    /**
     * A problem.
     *
     * @param span the reference, as offsets into the text
     * @param message Falco's wording
     */
    record Bad(Span span, String message) implements Outcome {}
  }

  private final ExpressionChecker expressions;
  private final List<FieldExpression> found = new ArrayList<>();

  /** What is wrong with the longest candidate of the reference at an offset. */
  private final Map<Integer, String> problems = new HashMap<>();

  private TemplateChecker(ExpressionChecker expressions) {
    this.expressions = expressions;
  }

  /** Reads a template (a byte string). */
  public static Outcome check(String text, ExpressionChecker expressions) {
    if (text.isEmpty()) {
      return new Outcome.Bad(new Span(0, 0), "empty formatting token");
    }
    return new TemplateChecker(expressions).read(text);
  }

  private Outcome read(String text) {
    boolean partial = text.charAt(0) == '*';
    int start = partial ? 1 : 0;
    OutputTemplate template = OutputTemplateParser.parse(text.substring(start), this::exists);
    if (!template.errors().isEmpty()) {
      SyntaxError error = template.errors().getFirst();
      // Falco tells of the shortest candidate; the longest says more.
      String problem = problems.get(error.at());
      return new Outcome.Bad(
          new Span(error.span().start() + start, wordEnd(text, error.at() + start)),
          problem == null ? error.message() : "unknown filter: " + problem);
    }
    Iterator<FieldExpression> expression = found.iterator();
    List<CheckedTemplate.Part> parts = new ArrayList<>(template.parts().size());
    for (OutputTemplate.Part part : template.parts()) {
      parts.add(
          switch (part) {
            case OutputTemplate.Part.Text literal -> new CheckedTemplate.Part.Text(literal.text());
            case OutputTemplate.Part.Reference reference ->
                new CheckedTemplate.Part.Reference(
                    reference.width(),
                    expression.next(),
                    ConditionPrinter.canonical(reference.operand()));
            case OutputTemplate.Part.Broken _ ->
                throw new IllegalStateException("a broken reference without an error");
          });
    }
    return new Outcome.Good(new CheckedTemplate(partial, parts));
  }

  private boolean exists(Operand candidate) {
    return switch (expressions.check(candidate)) {
      case ExpressionChecker.Outcome.Typed typed -> found.add(typed.expression());
      case ExpressionChecker.Outcome.Failed failed -> {
        problems.putIfAbsent(candidate.span().start(), failed.problem().message());
        yield false;
      }
    };
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
