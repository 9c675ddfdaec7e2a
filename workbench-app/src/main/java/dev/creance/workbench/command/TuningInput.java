package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.input.CorpusFolders;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the commands that measure on several corpora are given. */
final class TuningInput {
  private final Terminal terminal;
  private final CommandSpec command;
  private final RuleOptions rules;

  TuningInput(Terminal terminal, CommandSpec command, RuleOptions rules) {
    this.terminal = terminal;
    this.command = command;
    this.rules = rules;
  }

  /** The corpora, at least one; a folder of corpora stands for all that are in it. */
  List<Path> corpora(List<Path> named) throws IOException {
    List<Path> paths = CorpusFolders.in(rules.corpora(named), true);
    if (paths.isEmpty()) {
      throw new ParameterException(command.commandLine(), "which corpora? give at least one");
    }
    return paths;
  }

  /** The rules; empty when they do not load, and then it was said why. */
  Optional<Ruleset> ruleset() throws IOException {
    return LoadedRules.load(
        terminal, rules.rules(), LoadOptions.defaults().withSelections(rules.selections()));
  }

  /** The rule of a name. */
  Rule rule(Ruleset ruleset, String name) {
    return ruleset
        .rule(name)
        .orElseThrow(() ->
            new ParameterException(command.commandLine(), "no rule is called '" + name + "'"));
  }

  /** The rule of a name, enabled or not; without a name all enabled ones. */
  List<Rule> rules(Ruleset ruleset, Optional<String> name) {
    return name.isPresent()
        ? List.of(rule(ruleset, name.get()))
        : ruleset.rules().stream().filter(Rule::enabled).toList();
  }

  /** What is done with recordings and rules. */
  interface Measuring {
    void on(Recordings recordings, List<Rule> rules) throws IOException, InterruptedException;
  }

  /**
   * Opens corpora and loads rules for something to be done with them.
   *
   * @param name the rule, enabled or not; without one all enabled ones
   */
  int measure(List<Path> named, Optional<String> name, Measuring measuring)
      throws IOException, InterruptedException {
    List<Path> paths = corpora(named);
    Optional<Ruleset> loaded = ruleset();
    if (loaded.isEmpty()) {
      return ExitCode.NO;
    }
    List<Rule> measured = rules(loaded.get(), name);
    try (Recordings recordings = Recordings.open(paths)) {
      measuring.on(recordings, measured);
    }
    terminal.flush();
    return ExitCode.DONE;
  }

  /** Prints tables to standard output and what sums them up to standard error. */
  void print(List<String> lines, String summary) {
    lines.forEach(terminal::print);
    terminal.flush();
    terminal.err().println(summary);
  }
}
