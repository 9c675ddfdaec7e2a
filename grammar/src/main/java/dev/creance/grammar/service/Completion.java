package dev.creance.grammar.service;

import dev.creance.grammar.source.Span;

/**
 * Something that could be typed at the caret.
 *
 * @param label what it is called
 * @param insert what to put in the place of {@code replaced}
 * @param detail for example a field's type, or the beginning of a macro's condition
 * @param replaced what was typed of it already
 */
public record Completion(String label, Kind kind, String insert, String detail, Span replaced) {
  /** What it is; a list is sorted by this before it is sorted by name. */
  public enum Kind {
    OPERATOR,
    VALUE,
    LIST,
    MACRO,
    FIELD,
    TRANSFORMER,
    KEYWORD,
    KEY,
    RULE,
    TAG
  }
}
