package dev.creance.workbench.command;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.evaluate.Measures;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the alerts of a rule on a corpus. */
@Command(
    name = "hits",
    description =
        "Prints the alerts of a rule on a corpus, as 'replay' prints them with rule matching 'all'.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance hits --rules corpora/rules --rule 'Run shell untrusted' corpora/attack",
      "  creance hits --rules rules/ --rule NAME --json corpora/web | jq .output_fields",
      "  creance hits --rules rules/ --rule NAME --extra-field evt.num --limit 20 corpora/web",
      "",
      "A rule that prints what a corpus does not record (open descriptors, memory) needs a run of the",
      "machine state over the recording, which takes as long as a replay.",
      "Exit codes: 0 done, 1 the rules do not load, 2 no such rule, 3 the corpus is damaged or none."
    })
public final class HitsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Mixin private AlertOptions alerts = new AlertOptions();

  @Option(
      names = "--rule",
      required = true,
      paramLabel = "NAME",
      description = "The rule; it need not be enabled.")
  private String name = "";

  @Option(names = "--json", description = "Alerts as Falco's JSON lines.")
  private boolean json;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after N alerts.")
  private long limit = Long.MAX_VALUE;

  @Parameters(paramLabel = "CORPUS", arity = "0..1", description = "A corpus.")
  private List<Path> corpora = new ArrayList<>();

  public HitsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> paths = rules.corpora(corpora);
    if (paths.isEmpty() && rules.missing().isPresent()) {
      terminal.err().println("creance: " + rules.missing().get() + ": no such corpus or rule file");
      return ExitCode.INPUT;
    }
    if (paths.size() != 1) {
      throw new ParameterException(command.commandLine(), "which corpus? give one");
    }
    LoadOptions options =
        LoadOptions.defaults()
            .withAppendOutput(alerts.additions())
            .withSelections(rules.selections());
    Optional<Ruleset> loaded = LoadedRules.load(terminal, rules.rules(), options);
    if (loaded.isEmpty()) {
      return ExitCode.NO;
    }
    Rule rule =
        loaded
            .get()
            .rule(name)
            .orElseThrow(() ->
                new ParameterException(
                    command.commandLine(),
                    "no rule is called '" + name + "'" + like(loaded.get())));
    AlertPrinter printer = new AlertPrinter(terminal, json);
    long[] printed = {0};
    try (OpenCorpus open = OpenCorpus.open(paths.getFirst())) {
      if (limit > 0) {
        new HitRows(open.session())
            .visit(
                List.of(rule),
                Measures.printedBy(rule),
                (hit, scope, segment) -> {
                  printer.print(hit, scope);
                  return ++printed[0] < limit;
                });
      }
    }
    terminal.flush();
    terminal
        .err()
        .println(
            Quantities.count(printed[0], "hit", "hits")
                + (printed[0] >= limit ? ", and perhaps more" : ""));
    return ExitCode.DONE;
  }

  /** Rules that might have been meant. */
  private String like(Ruleset ruleset) {
    String sought = name.toLowerCase(Locale.ROOT);
    List<String> found =
        ruleset.rules().stream()
            .map(Rule::name)
            .filter(other -> other.toLowerCase(Locale.ROOT).contains(sought))
            .limit(3)
            .toList();
    return found.isEmpty() ? "" : "; did you mean '" + String.join("' or '", found) + "'?";
  }
}
