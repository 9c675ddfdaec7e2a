package dev.creance.workbench.command;

import dev.creance.grammar.rules.Selection;
import dev.creance.workbench.input.FileKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which rules a command works with: files and the switches on top of them. */
final class RuleOptions {
  @Option(
      names = {"-r", "--rules"},
      required = true,
      arity = "1..*",
      paramLabel = "RULES",
      description =
          "Rule files, or directories of them (*.yaml and *.yml, sorted, not deeper), in the"
              + " order in which Falco would load them.")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "-t",
      paramLabel = "TAG",
      description = "Only rules with this tag; may be given several times.")
  private List<String> onlyTags = new ArrayList<>();

  @Option(names = "-T", paramLabel = "TAG", description = "No rules with this tag.")
  private List<String> withoutTags = new ArrayList<>();

  @Option(
      names = "-D",
      paramLabel = "NAME",
      description = "Not the rule of this name; * stands for anything.")
  private List<String> withoutRules = new ArrayList<>();

  /** The rule files, without captures and corpora that stood behind them. */
  List<Path> rules() {
    return rules.stream()
        .filter(file -> !FileKind.isCapture(file) && !FileKind.isCorpus(file))
        .toList();
  }

  /** Which of the rules are switched on or off after loading, in Falco's order. */
  List<Selection> selections() {
    List<Selection> selections = new ArrayList<>();
    if (!onlyTags.isEmpty()) {
      selections.add(Selection.rule(false, "*"));
      onlyTags.forEach(tag -> selections.add(Selection.tag(true, tag)));
    }
    withoutTags.forEach(tag -> selections.add(Selection.tag(false, tag)));
    withoutRules.forEach(name -> selections.add(Selection.rule(false, name)));
    return selections;
  }

  /** The same as text, as a command line has it; empty for none. */
  String selectionText() {
    List<String> words = new ArrayList<>();
    onlyTags.stream().sorted().forEach(tag -> words.add("-t " + tag));
    withoutTags.stream().sorted().forEach(tag -> words.add("-T " + tag));
    withoutRules.stream().sorted().forEach(name -> words.add("-D " + name));
    return String.join(" ", words);
  }

  /**
   * The captures of a command line. {@code --rules} takes all that follows up to the next option,
   * so captures written directly behind rule files come with them.
   *
   * @param others those that stood elsewhere
   */
  List<Path> captures(List<Path> others) {
    List<Path> captures = new ArrayList<>(rules);
    captures.removeIf(file -> !FileKind.isCapture(file));
    captures.addAll(others);
    return captures;
  }

  /** What was given and is not there: the first such file, to be named when something is amiss. */
  Optional<Path> missing() {
    return rules.stream().filter(file -> !Files.exists(file)).findFirst();
  }

  /** The corpora of a command line, likewise. */
  List<Path> corpora(List<Path> others) {
    List<Path> corpora = new ArrayList<>(rules);
    corpora.removeIf(file -> !FileKind.isCorpus(file));
    corpora.addAll(others);
    return corpora;
  }
}
