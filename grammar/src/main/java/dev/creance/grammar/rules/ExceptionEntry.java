package dev.creance.grammar.rules;

import dev.creance.grammar.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of an exception's {@code fields}, {@code comps} or {@code values}: a text, or a list of
 * further ones.
 *
 * @param item the text; null for a list and where there is none
 */
public record ExceptionEntry(
    Span span, boolean list, @Nullable SourceText item, List<ExceptionEntry> items) {
  public ExceptionEntry {
    items = List.copyOf(items);
  }

  static ExceptionEntry missing(Span span) {
    return new ExceptionEntry(span, false, null, List.of());
  }

  /** Whether there is anything in it. */
  boolean given() {
    return list ? !items.isEmpty() : item != null && !item.bytes().isEmpty();
  }

  String bytes() {
    return item == null ? "" : item.bytes();
  }
}
