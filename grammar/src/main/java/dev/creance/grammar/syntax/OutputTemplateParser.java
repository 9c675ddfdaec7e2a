package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Reads output templates as Falco 0.44 does.
 *
 * <p>Texts are byte strings. Nothing is ever thrown for a text. Safe for use by many threads.
 */
public final class OutputTemplateParser {
  private OutputTemplateParser() {}

  /** Reads a template, taking every reference as long as its syntax allows. */
  public static OutputTemplate parse(String text) {
    return parse(text, _ -> true);
  }

  /**
   * Reads a template.
   *
   * @param exists asked for one candidate after the other of each reference, the longest first,
   *     until it says yes; see {@link ConditionParser#candidates}
   */
  public static OutputTemplate parse(String text, Predicate<Operand> exists) {
    OutputLexer lexer = new OutputLexer(new Bytes(text, ConditionParser.LIBRARY_DEPTH));
    lexer.start(exists);
    OutputSyntax grammar = new OutputSyntax(new CommonTokenStream(lexer));
    grammar.removeErrorListeners();
    grammar.setErrorHandler(new BailErrorStrategy());
    List<OutputTemplate.Part> parts = new ArrayList<>();
    for (OutputSyntax.PartContext part : grammar.template().part()) {
      parts.add(
          switch (part) {
            case OutputSyntax.PlaceholderContext placeholder -> placeholder(placeholder);
            default -> new OutputTemplate.Part.Text(span(part), part.getText());
          });
    }
    return new OutputTemplate(parts, lexer.errors());
  }

  private static OutputTemplate.Part placeholder(OutputSyntax.PlaceholderContext context) {
    TerminalNode width = context.WIDTH();
    return context.REFERENCE() != null
            && context.REFERENCE().getSymbol() instanceof OutputScanner.ReferenceToken reference
        ? new OutputTemplate.Part.Reference(
            span(context), width == null ? 0 : width(width.getText()), reference.operand())
        : new OutputTemplate.Part.Broken(span(context));
  }

  /** As {@code sscanf("%d")}: a 64-bit number that stops at its limit, cut to 32 bits. */
  private static int width(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return (int) Long.MAX_VALUE;
      }
      value = value * 10 + digit;
    }
    return (int) value;
  }

  private static Span span(ParserRuleContext context) {
    return new Span(context.getStart().getStartIndex(), context.getStop().getStopIndex() + 1);
  }
}
