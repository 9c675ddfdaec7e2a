package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import dev.creance.workbench.input.RuleSources;
import dev.creance.workbench.report.DiagnosticText;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the rules that a command needs before it can begin. */
final class LoadedRules {
  private LoadedRules() {}

  /**
   * Loads rule files; when they do not load, says why on standard error.
   *
   * @param options with all plugins. {@code k8smeta} counts as loaded only when the rules need it:
   *     a Falco that has it prints its fields in every alert, and most have not
   * @return the rules, or nothing when there are errors
   */
  static Optional<Ruleset> load(Terminal terminal, List<Path> files, LoadOptions options)
      throws IOException {
    return loadSources(terminal, RuleSources.read(files), options);
  }

  /** Likewise, of files that have been read. */
  static Optional<Ruleset> loadSources(
      Terminal terminal, List<SourceFile> sources, LoadOptions options) {
    Map<String, Version> plugins = new HashMap<>(options.plugins());
    plugins.remove("k8smeta");
    LoadResult result = new RulesetLoader(options.withPlugins(plugins)).load(sources);
    if (!result.successful()) {
      result = new RulesetLoader(options).load(sources);
    }
    if (result.successful()) {
      return Optional.of(result.ruleset());
    }
    DiagnosticText text = new DiagnosticText(terminal.errInk(), terminal.columns());
    for (Diagnostic error : result.errors()) {
      text.lines(error).forEach(terminal.err()::println);
      terminal.err().println();
    }
    terminal.err().println("creance: the rules do not load; 'creance check' shows warnings, too");
    return Optional.empty();
  }
}
