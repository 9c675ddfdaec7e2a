package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import dev.creance.workbench.input.FileKind;
import dev.creance.workbench.report.PeakMemory;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import dev.creance.workbench.terminal.TextTable;
import dev.creance.workbench.window.WindowBenchmark;
import java.io.IOException;
import java.io.OutputStream;
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

/** Measures how fast captures are replayed, and how much memory that takes. */
@Command(
    name = "bench",
    description =
        "Measures how fast captures are replayed: decompression, decoding, state, rules, alerts."
            + " Start-up and the loading of rules are not counted.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance bench --rules corpora/rules corpora/rules/overlays day.scap.gz",
      "  creance bench day.scap.gz                          without rules: the state only",
      "  creance bench --parts                              JMH benchmarks of the engine's parts",
      "  creance bench --tuning                             tests, differences, proposals: their times",
      "  creance bench --parts StateBenchmark -prof gc      one of them, with JMH's own options",
      "",
      "The first pass is what a replay takes from a cold start; later ones run on compiled code.",
      "Memory is the peak of the whole process up to then."
    })
public final class BenchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(
      names = {"-r", "--rules"},
      arity = "1..*",
      paramLabel = "RULES",
      description = "Rule files or directories. Default: none, the state only.")
  private List<Path> rules = new ArrayList<>();

  @Mixin private EngineOption engines = new EngineOption();

  @Option(names = "--rule-matching", paramLabel = "first|all", description = "Default here: all.")
  private Matching matching = Matching.ALL;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "How many passes over each capture (default ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int repeat;

  @Option(
      names = "--window",
      paramLabel = "WORKSPACE",
      description =
          "Measures the window instead, on a workspace with a long rule file and a large corpus:"
              + " its start, keys, measures, scrolling, memory. On the display where there is one.")
  private Optional<Path> window = Optional.empty();

  @Parameters(paramLabel = "CAPTURE", arity = "0..*", description = "Captures.")
  private List<Path> captures = new ArrayList<>();

  public BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (window.isPresent()) {
      if (!WindowStart.possible()) {
        terminal.err().println("creance: " + WindowStart.MISSING);
        return ExitCode.ENVIRONMENT;
      }
      WindowBenchmark.run(
          window.get(),
          WindowStart.display(),
          line -> {
            terminal.print(line);
            terminal.flush();
          });
      return ExitCode.DONE;
    }
    List<Path> files = new ArrayList<>(rules.stream().filter(FileKind::isCapture).toList());
    files.addAll(captures);
    rules = rules.stream().filter(file -> !FileKind.isCapture(file)).toList();
    if (files.isEmpty()) {
      throw new ParameterException(command.commandLine(), "which captures? give at least one");
    }
    Optional<Ruleset> loaded = Optional.empty();
    if (!rules.isEmpty()) {
      loaded = LoadedRules.load(terminal, rules, LoadOptions.defaults());
      if (loaded.isEmpty()) {
        return ExitCode.NO;
      }
    }
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("capture"),
                TextTable.right("pass"),
                TextTable.right("events"),
                TextTable.right("seconds"),
                TextTable.right("events/s"),
                TextTable.right("hits"),
                TextTable.right("peak MB")));
    boolean damaged = false;
    for (Path file : files) {
      for (int pass = 1; pass <= repeat; pass++) {
        damaged |= pass(file, pass, loaded, table);
      }
    }
    table.lines(terminal.outInk()).forEach(terminal::print);
    return damaged ? ExitCode.INPUT : ExitCode.DONE;
  }

  private boolean pass(Path file, int pass, Optional<Ruleset> loaded, TextTable table) {
    CaptureRun run = new CaptureRun(terminal, engines.options());
    String hits = "–";
    if (loaded.isPresent()) {
      RuleRun rules = new RuleRun(loaded.get(), matching, run);
      // Alerts are written as JSON, to nowhere.
      Terminal nowhere =
          new Terminal(
              OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false, false, 80);
      rules.run(List.of(file), new AlertPrinter(nowhere, true)::print);
      hits = Quantities.grouped(rules.hits());
    } else {
      run.run(List.of(file), (capture, scope) -> true);
    }
    double seconds = run.elapsedNanos() / 1e9;
    table.row(
        file.toString(),
        Integer.toString(pass),
        Quantities.grouped(run.events()),
        String.format(Locale.ROOT, "%.2f", seconds),
        Quantities.grouped(Math.round(run.events() / seconds)),
        hits,
        PeakMemory.bytes().isPresent()
            ? Quantities.grouped(PeakMemory.bytes().getAsLong() >> 20)
            : "–");
    return run.damaged();
  }
}
