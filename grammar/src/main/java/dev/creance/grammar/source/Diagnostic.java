package dev.creance.grammar.source;

import java.util.Optional;

/**
 * One problem: what, where and what to do.
 *
 * @param item what it is about, as Falco names it, for example {@code rule 'Terminal shell in
 *     container'}; empty for a whole file
 * @param message Falco's own wording first, then what to do where Falco's says too little
 */
public record Diagnostic(
    LoadCode code, SourceFile file, Span span, String item, String message, Optional<Fix> fix) {

  public Severity severity() {
    return code.severity();
  }

  /** A repair that a tool can apply: replace {@code span} by {@code replacement}. */
  public record Fix(String title, Span span, String replacement) {}
}
