package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import java.util.List;

/**
 * A template of outputs as written, for example {@code user=%user.name args=%40proc.args}.
 *
 * @param parts in order; their spans cover the text without gaps
 * @param errors in the order of the text. Falco tells of the first one only
 */
public record OutputTemplate(List<Part> parts, List<SyntaxError> errors) {
  public OutputTemplate {
    parts = List.copyOf(parts);
    errors = List.copyOf(errors);
  }

  /** A piece of a template; spans are offsets into its text. */
  public sealed interface Part {
    Span span();

    /** Text that is printed as it stands, a byte string. */
    record Text(Span span, String text) implements Part {}

    /**
     * A value to print.
     *
     * @param span from the percent sign on
     * @param width bytes to pad or cut to; 0 for as it comes. As C reads a number that is too large
     * @param operand a {@link Operand.FieldName} or {@link Operand.Transform}
     */
    record Reference(Span span, int width, Operand operand) implements Part {}

    /** A percent sign and perhaps a width with nothing behind it that could be printed. */
    record Broken(Span span) implements Part {}
  }
}
