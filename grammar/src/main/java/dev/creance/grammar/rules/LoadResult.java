package dev.creance.grammar.rules;

import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.Severity;
import java.util.List;

/**
 * The outcome of loading rule files.
 *
 * @param successful Falco's verdict
 * @param ruleset what could be made of the files; complete when successful
 * @param diagnostics every problem of every file; the first error is the one that Falco stops at
 */
public record LoadResult(boolean successful, Ruleset ruleset, List<Diagnostic> diagnostics) {
  public LoadResult {
    diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> errors() {
    return diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).toList();
  }

  public List<Diagnostic> warnings() {
    return diagnostics.stream().filter(d -> d.severity() == Severity.WARNING).toList();
  }
}
