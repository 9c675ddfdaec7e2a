package dev.creance.workbench.command;

import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.rules.FreeText;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.source.SourceFile;
import dev.creance.workbench.report.DiagnosticText;
import dev.creance.workbench.terminal.Terminal;
import java.util.Optional;

/** Filters and formats of a command line; what is wrong with one is shown on standard error. */
final class FreeTexts {
  private final Terminal terminal;
  private final FreeText texts = new FreeText(LoadOptions.defaults(), "syscall");

  FreeTexts(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A condition; nothing when it cannot be read. */
  Optional<CheckedCondition> condition(String text) {
    return value(texts.condition(new SourceFile("FILTER", text)));
  }

  /** An output template; nothing when it cannot be read. */
  Optional<CheckedTemplate> template(String text) {
    return value(texts.template(new SourceFile("FORMAT", text)));
  }

  private <T> Optional<T> value(FreeText.Outcome<T> outcome) {
    DiagnosticText shown = new DiagnosticText(terminal.errInk(), terminal.columns());
    outcome.problems().forEach(problem -> shown.lines(problem).forEach(terminal.err()::println));
    return outcome.value();
  }
}
