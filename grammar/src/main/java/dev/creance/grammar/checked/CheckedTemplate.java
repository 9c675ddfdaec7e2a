package dev.creance.grammar.checked;

import java.util.List;

/**
 * A template of outputs whose references are known to exist.
 *
 * @param partial whether it began with {@code *}: missing values then print as {@code <NA>}; Falco
 *     prints every rule's output so
 * @param parts in order
 */
public record CheckedTemplate(boolean partial, List<Part> parts) {
  public CheckedTemplate {
    parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  public sealed interface Part {
    /** Text that prints as it is, a byte string. */
    record Text(String text) implements Part {}

    /**
     * A value.
     *
     * @param width the number of bytes to pad or cut to, 0 for as it comes
     * @param expression what is printed
     * @param source the reference as Falco prints it, for example {@code proc.aname[2]}: the key of
     *     its value among an alert's fields
     */
    record Reference(int width, FieldExpression expression, String source) implements Part {}
  }
}
