package dev.creance.grammar.service;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;

/**
 * A place where a symbol is written.
 *
 * @param span the name alone, without quotes
 * @param item the item of the rule file that it stands in
 */
public record Occurrence(Symbol symbol, SourceFile file, Span span, Role role, Span item) {
  /** What is done there. */
  public enum Role {
    /** The item defines it, from scratch. */
    DEFINITION,
    /** The item appends to it or overrides parts of it. */
    CHANGE,
    REFERENCE
  }
}
