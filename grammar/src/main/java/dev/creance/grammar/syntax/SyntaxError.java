package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;

/**
 * A place where a condition cannot be read.
 *
 * @param at the offset at which Falco gives up
 * @param span the text that could not be read; empty where something is missing
 * @param expected what should have stood there
 * @param message Falco's wording
 */
public record SyntaxError(int at, Span span, Expected expected, String message) {}
