package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.Severity;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes problems in the order in which Falco would meet them; the same one is kept once. */
final class Report {
  private record Key(LoadCode code, SourceFile file, Span span, String message) {}

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Key> seen = new HashSet<>();
  private int errors;

  void add(LoadCode code, Origin at, String item, String message, Optional<Diagnostic.Fix> fix) {
    if (code.severity() == Severity.ERROR) {
      errors++;
    }
    if (seen.add(new Key(code, at.file(), at.span(), message))) {
      diagnostics.add(new Diagnostic(code, at.file(), at.span(), item, message, fix));
    }
  }

  void add(LoadCode code, Origin at, String item, String message) {
    add(code, at, item, message, Optional.empty());
  }

  /** How many errors were added, repeated ones included. */
  int errors() {
    return errors;
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }
}
