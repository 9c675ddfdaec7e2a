package dev.creance.workbench.command;

import dev.creance.catalogue.MeasuredRun;
import dev.creance.catalogue.Workspace;
import dev.creance.corpus.CorpusSummary;
import dev.creance.corpus.evaluate.Measurement;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.report.MeasureReport;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
      "  creance measure --rules rules/ --workspace . corpora/web    remember this and what follows",
      "  creance measure --rules rules/ --compare corpora/web        beside the run before",
      "  creance measure --rules rules/ --against 7d corpora/web     beside last week's",
      "",
      "In a workspace (a folder with .creance/catalogue.db, see 'creance history') every run is",
      "remembered; elsewhere none is, and nothing is written.",
      "elapsedMillis is the evaluation alone with no row set known; before it come openMillis, the",
      "opening, checking and reading, and compileMillis, making the rules ready for the corpus.",
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

  @Option(
      names = "--compare",
      description = "Show what changed since the run before on the same corpora.")
  private boolean compare;

  @Option(
      names = "--against",
      paramLabel = "WHEN",
      description =
          "Show what changed since another run: its number, an age such as 7d or 12h (the newest run"
              + " that is at least so old), or a date.")
  private String against = "";

  @Mixin private Memory memory = new Memory();

  @Parameters(paramLabel = "CORPUS", arity = "0..*", description = "Corpora; their hits are added.")
  private List<Path> corpora = new ArrayList<>();

  public MeasureCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> paths = rules.corpora(corpora);
    if (paths.isEmpty()) {
      Optional<Path> missing = rules.missing();
      if (missing.isPresent()) {
        terminal.err().println("creance: " + missing.get() + ": no such corpus or rule file");
        return ExitCode.INPUT;
      }
      throw new ParameterException(command.commandLine(), "which corpora? give at least one");
    }
    Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    EarlierRun earlier = earlier(started);
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
      RememberedRun run =
          new RememberedRun(
              ruleset, RuleSources.files(rules.rules()), rules.selectionText(), started);
      String remembered = remember(report, run, earlier);
      print(report, remembered);
    }
    return code;
  }

  private EarlierRun earlier(Instant now) {
    try {
      return against.isEmpty() ? EarlierRun.last(now) : EarlierRun.parse(against, now);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--against: " + e.getMessage());
    }
  }

  /** Where there is a workspace; gives what to say of it. */
  private String remember(MeasureReport report, RememberedRun run, EarlierRun earlier)
      throws IOException {
    Optional<Workspace> workspace = memory.workspace();
    boolean comparing = compare || !against.isEmpty();
    if (workspace.isEmpty()) {
      return comparing
          ? "nothing to compare with: no workspace here; '--workspace .' begins one"
          : "not remembered: no workspace here; '--workspace .' begins one";
    }
    MeasuredRun measured = run.of(report, workspace.get());
    return memory
        .ask(
            terminal,
            (catalogue, in) -> {
              if (comparing) {
                RememberedRun.compare(catalogue, measured, earlier).ifPresent(report::compareWith);
              }
              return "remembered as run " + catalogue.record(measured);
            })
        .map(said ->
            comparing && report.compared().isEmpty()
                ? said
                    + "; no such earlier run of the same selection of rules on these corpora is"
                    + " there to compare with"
                : said)
        .orElse("");
  }

  private static MeasureReport.Part measure(Path path, Ruleset ruleset)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (OpenCorpus open = OpenCorpus.open(path)) {
      open.session().prepare();
      long opened = System.nanoTime();
      open.session().compile(ruleset);
      long compiled = System.nanoTime();
      // What was thrown away so far is cleaned up now; else the measurement would, in its middle.
      System.gc();
      Measurement measurement = open.session().measure(ruleset);
      return new MeasureReport.Part(
          CorpusSummary.of(path),
          measurement,
          Duration.ofNanos(opened - start),
          Duration.ofNanos(compiled - opened));
    }
  }

  private void print(MeasureReport report, String remembered) {
    if (json) {
      report.json(terminal.out());
      terminal.print("");
      terminal.flush();
      return;
    }
    report.lines(terminal.outInk()).forEach(terminal::print);
    report
        .compared()
        .map(compared -> compared.lines(terminal.outInk()))
        .filter(lines -> !lines.isEmpty())
        .ifPresent(lines -> {
          terminal.print("");
          lines.forEach(terminal::print);
        });
    terminal.flush();
    terminal.err().println(report.summary());
    report
        .compared()
        .ifPresent(compared -> terminal.err().println(compared.summary(Instant.now())));
    if (!remembered.isEmpty()) {
      terminal.err().println(terminal.errInk().in(Style.DIM, remembered));
    }
  }
}
