package dev.creance.workbench.command;

import dev.creance.corpus.evaluate.Measurement;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.report.MeasureReport;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

/** Counts how often each rule fires on corpora. */
@Command(
    name = "measure",
    description =
        "Counts how often each rule fires on corpora, every rule on every event (rule matching"
            + " 'all').",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance measure --rules corpora/rules corpora/web",
      "  creance measure --rules rules/ --rules overlay.yaml --json corpora/web corpora/db",
      "  creance measure --rules rules/ -t mitre_execution corpora/web",
      "",
      "elapsedMillis is the evaluation alone, openMillis the opening, checking and reading before.",
      "Exit codes: 0 done, 1 the rules do not load, 3 a corpus is damaged or none (the others were",
      "measured)."
    })
public final class MeasureCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Parameters(paramLabel = "CORPUS", arity = "0..*", description = "Corpora; their hits are added.")
  private List<Path> corpora = new ArrayList<>();

  public MeasureCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> paths = rules.corpora(corpora);
    if (paths.isEmpty()) {
      throw new ParameterException(command.commandLine(), "which corpora? give at least one");
    }
    LoadOptions options = LoadOptions.defaults().withSelections(rules.selections());
    Optional<Ruleset> loaded = LoadedRules.load(terminal, rules.rules(), options);
    if (loaded.isEmpty()) {
      return ExitCode.NO;
    }
    Ruleset ruleset = loaded.get();
    MeasureReport report =
        new MeasureReport(ruleset.rules().stream().filter(Rule::enabled).toList());
    int code = ExitCode.DONE;
    for (Path path : paths) {
      try {
        report.add(measure(path, ruleset));
      } catch (IOException e) {
        terminal.err().println(terminal.errInk().in(Style.RED, "creance: ") + e.getMessage());
        code = ExitCode.INPUT;
      }
    }
    if (!report.parts().isEmpty()) {
      print(report);
    }
    return code;
  }

  private static MeasureReport.Part measure(Path path, Ruleset ruleset)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (OpenCorpus open = OpenCorpus.open(path)) {
      open.session().prepare();
      Duration opening = Duration.ofNanos(System.nanoTime() - start);
      Measurement measurement = open.session().measure(ruleset);
      return new MeasureReport.Part(path, open.corpus().manifest(), measurement, opening);
    }
  }

  private void print(MeasureReport report) {
    if (json) {
      report.json(terminal.out());
      terminal.print("");
      terminal.flush();
      return;
    }
    report.lines(terminal.outInk()).forEach(terminal::print);
    terminal.flush();
    terminal.err().println(report.summary());
  }
}
