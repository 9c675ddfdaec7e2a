package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs captures through rules: alerts as Falco prints them, then a table of hits. */
@Command(
    name = "replay",
    description =
        "Runs captures through rules. Alerts go to standard output as Falco prints them; a table of"
            + " hits follows on standard error.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance replay --rules corpora/rules corpora/attacks/capture.scap.gz",
      "  creance replay --rules falco_rules.yaml --rules mine.yaml --json day.scap.gz > alerts.jsonl",
      "  creance replay --rules rules/ --rule-matching all -t mitre_execution day.scap.gz",
      "  creance replay --rules rules/ --json --extra-field evt.num --extra-field 'who=%%user.name' c.scap",
      "",
      "Exit codes: 0 done, 1 the rules do not load, 3 a capture is unreadable or damaged (what",
      "came before the damage was replayed)."
    })
public final class ReplayCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Mixin private EngineOption engines = new EngineOption();

  @Mixin private AlertOptions alerts = new AlertOptions();

  @Option(names = "--json", description = "Alerts as Falco's JSON lines.")
  private boolean json;

  @Option(
      names = "--rule-matching",
      paramLabel = "first|all",
      description = "Whether an event ends with the first rule that it matches (default), or all.")
  private Matching matching = Matching.FIRST;

  @Parameters(
      paramLabel = "CAPTURE",
      arity = "0..*",
      description =
          "Captures (.scap as Falco, sysdig and Stratoshark write them) and Kubernetes audit logs"
              + " (JSON lines), plain or gzipped.")
  private List<Path> captures = new ArrayList<>();

  public ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> files = rules.captures(captures);
    if (files.isEmpty()) {
      throw new ParameterException(command.commandLine(), "which captures? give at least one");
    }
    Optional<Ruleset> loaded = LoadedRules.load(terminal, rules.rules(), options());
    if (loaded.isEmpty()) {
      return ExitCode.NO;
    }
    RuleRun run = new RuleRun(loaded.get(), matching, new CaptureRun(terminal, engines.options()));
    run.run(files, new AlertPrinter(terminal, json)::print);
    terminal.flush();
    run.report(terminal.errInk()).forEach(terminal.err()::println);
    return run.damaged() ? ExitCode.INPUT : ExitCode.DONE;
  }

  private LoadOptions options() {
    return LoadOptions.defaults()
        .withAppendOutput(alerts.additions())
        .withSelections(rules.selections());
  }
}
