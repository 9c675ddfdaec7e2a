package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.rules.Selection;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.rules.Wildcard;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.vocabulary.Nearest;
import dev.creance.workbench.report.DiagnosticText;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
      selectingNothing(terminal, result.ruleset(), options.selections());
      return Optional.of(result.ruleset());
    }
    errors(terminal, result.errors());
    terminal.err().println("creance: the rules do not load; 'creance check' shows warnings, too");
    return Optional.empty();
  }

  /** An error in many rules is shown once: one wrong extra field is one in every rule. */
  private static void errors(Terminal terminal, List<Diagnostic> errors) {
    Map<String, List<Diagnostic>> byMessage = new LinkedHashMap<>();
    for (Diagnostic error : errors) {
      byMessage
          .computeIfAbsent(error.code() + error.message(), key -> new ArrayList<>())
          .add(error);
    }
    DiagnosticText text = new DiagnosticText(terminal.errInk(), terminal.columns());
    for (List<Diagnostic> same : byMessage.values()) {
      text.lines(same.getFirst()).forEach(terminal.err()::println);
      if (same.size() > 1) {
        terminal
            .err()
            .println(
                "  and the same at "
                    + Quantities.count(same.size() - 1, "other place", "other places"));
      }
      terminal.err().println();
    }
  }

  /** Says which selections fit no rule: a slip there would go unnoticed. */
  private static void selectingNothing(
      Terminal terminal, Ruleset rules, List<Selection> selections) {
    for (Selection selection : selections) {
      selection
          .tag()
          .filter(tag -> rules.rules().stream().noneMatch(rule -> rule.tags().contains(tag)))
          .ifPresent(tag -> terminal.err().println("creance: no rule has the tag '" + tag + "'"));
      selection
          .rule()
          .filter(
              name -> rules.rules().stream().noneMatch(rule -> Wildcard.matches(name, rule.name())))
          .ifPresent(name ->
              terminal
                  .err()
                  .println("creance: no rule is called '" + name + "'" + meant(name, rules)));
    }
  }

  /** A guess at the rule that a name was meant to be, as the end of a sentence; or nothing. */
  static String meant(String name, Ruleset rules) {
    return Nearest.to(name, rules.rules().stream().map(Rule::name).toList())
        .map(nearest -> "; did you mean '" + nearest + "'?")
        .orElse("");
  }
}
