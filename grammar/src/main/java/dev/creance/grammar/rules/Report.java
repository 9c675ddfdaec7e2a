package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.Severity;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes problems in the order in which Falco would meet them. Falco checks everything anew after
 * each file and repeats its warnings; here each is kept as often as in the pass that has most of
 * it. An error is kept once, however many rules use the macro that it is in.
 */
final class Report {
  private record Key(LoadCode code, SourceFile file, Span span, String message, String item) {}

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<Key, Integer> kept = new HashMap<>();
  private final Map<Key, Integer> thisPass = new HashMap<>();
  private int errors;

  /** Begins to check everything anew. */
  void nextPass() {
    thisPass.clear();
  }

  void add(LoadCode code, Origin at, String item, String message, Optional<Diagnostic.Fix> fix) {
    boolean error = code.severity() == Severity.ERROR;
    if (error) {
      errors++;
    }
    Key key = new Key(code, at.file(), at.span(), message, error ? "" : item);
    int times = error ? 1 : thisPass.merge(key, 1, Integer::sum);
    if (times > kept.getOrDefault(key, 0)) {
      kept.put(key, times);
      diagnostics.add(new Diagnostic(code, at.file(), at.span(), item, message, fix));
    }
  }

  void add(LoadCode code, Origin at, String item, String message) {
    add(code, at, item, message, Optional.empty());
  }

  /** Puts an error before all others: Falco tells of it instead of them. */
  void addFirst(LoadCode code, Origin at, String item, String message) {
    errors++;
    diagnostics.addFirst(
        new Diagnostic(code, at.file(), at.span(), item, message, Optional.empty()));
  }

  /** How many errors were added, repeated ones included. */
  int errors() {
    return errors;
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }
}
