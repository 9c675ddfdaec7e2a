package dev.creance.grammar.checked;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.ConditionParser;
import dev.creance.grammar.syntax.ConditionPrinter;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.vocabulary.DecimalNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads output templates. Behind a {@code %} and a width stands the longest stretch of text that
 * reads as a field or transformer <em>and</em> exists; so {@code %proc.nameX} is {@code proc.name}
 * followed by an X.
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
  private final String text;
  private final List<CheckedTemplate.Part> parts = new ArrayList<>();
  private int at;
  private int literalStart;
  private @Nullable String firstProblem;

  private TemplateChecker(String text, ExpressionChecker expressions) {
    this.text = text;
    this.expressions = expressions;
  }

  /** Reads a template (a byte string). */
  public static Outcome check(String text, ExpressionChecker expressions) {
    if (text.isEmpty()) {
      return new Outcome.Bad(new Span(0, 0), "empty formatting token");
    }
    return new TemplateChecker(text, expressions).read();
  }

  private Outcome read() {
    boolean partial = text.charAt(0) == '*';
    at = partial ? 1 : 0;
    literalStart = at;
    while (true) {
      int percent = text.indexOf('%', at);
      if (percent < 0) {
        break;
      }
      if (percent > literalStart) {
        parts.add(new CheckedTemplate.Part.Text(text.substring(literalStart, percent)));
      }
      at = percent;
      Outcome.Bad problem = reference();
      if (problem != null) {
        return problem;
      }
      literalStart = at;
    }
    if (literalStart < text.length()) {
      parts.add(new CheckedTemplate.Part.Text(text.substring(literalStart)));
    }
    return new Outcome.Good(new CheckedTemplate(partial, parts));
  }

  private Outcome.@Nullable Bad reference() {
    int percent = at++;
    if (at == text.length()) {
      return new Outcome.Bad(
          new Span(percent, at), "invalid formatting syntax: formatting cannot end with a %");
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == text.length()) {
      return new Outcome.Bad(
          new Span(percent, at), "invalid formatting syntax: formatting cannot end with a number");
    }
    int width = width(text.substring(digits, at));
    if (plainField(width)) {
      return null;
    }
    firstProblem = null;
    int length = text.length() - at;
    while (length > 0) {
      String rest = text.substring(at, at + length);
      Optional<Operand> operand =
          ConditionParser.parseReference(rest, 0, ConditionParser.LIBRARY_DEPTH);
      if (operand.isEmpty()) {
        note("unexpected token after '");
        length--;
        continue;
      }
      switch (expressions.check(operand.get())) {
        case ExpressionChecker.Outcome.Typed typed -> {
          parts.add(
              new CheckedTemplate.Part.Reference(
                  width, typed.expression(), ConditionPrinter.canonical(operand.get())));
          at += operand.get().span().end();
          return null;
        }
        case ExpressionChecker.Outcome.Failed failed -> {
          note(failed.problem().message());
          length = Math.min(length, operand.get().span().end()) - 1;
        }
      }
    }
    return new Outcome.Bad(
        new Span(percent, wordEnd(percent + 1)), "unknown filter: " + firstProblem);
  }

  /** Takes a field without argument, as most references are, without the help of the parser. */
  private boolean plainField(int width) {
    int end = at;
    int dots = 0;
    int segment;
    do {
      segment = end;
      end = identifierEnd(end);
      if (end == segment) {
        break;
      }
      dots++;
    } while (end++ < text.length() && text.charAt(end - 1) == '.');
    // Back from behind the last dot or character that was looked at.
    end = end == segment ? segment - 1 : end - 1;
    if (dots < 2 || end <= at || (end < text.length() && text.charAt(end) == '[')) {
      return false;
    }
    String name = text.substring(at, end);
    Operand.FieldName field = new Operand.FieldName(new Span(at, end), name, Optional.empty());
    if (!(expressions.check(field) instanceof ExpressionChecker.Outcome.Typed typed)) {
      return false;
    }
    parts.add(new CheckedTemplate.Part.Reference(width, typed.expression(), name));
    at = end;
    return true;
  }

  private int identifierEnd(int start) {
    int end = start;
    while (end < text.length() && identifierPart(text.charAt(end), end == start)) {
      end++;
    }
    return end;
  }

  private static boolean identifierPart(char c, boolean first) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (!first && ((c >= '0' && c <= '9') || c == '_'));
  }

  /** Falco tells of the shortest attempt; the longest says more. */
  private void note(String problem) {
    if (firstProblem == null) {
      firstProblem = problem;
    }
  }

  private static int width(String digits) {
    return digits.isEmpty() ? 0 : (int) DecimalNumber.signed(digits).orElse(0);
  }

  private int wordEnd(int start) {
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
