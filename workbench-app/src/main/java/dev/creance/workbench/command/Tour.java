package dev.creance.workbench.command;

import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import dev.creance.workbench.input.Sample;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The tour of the terminal: the main job on the sample, and a word on. */
final class Tour {
  private static final String NEXT =
      """
      the alerts themselves
        ./creance replay --rules corpora/rules corpora/attacks/capture.scap.gz
      why one of them fired
        ./creance explain --rules corpora/rules --rule 'Execution from /dev/shm' \\
            --event 2982 corpora/attacks/capture.scap.gz
      what else that process did
        ./creance events corpora/attacks/capture.scap.gz 'proc.name = update'
      your own rules on your own recording
        ./creance replay --rules YOUR-RULES/ YOUR-CAPTURE.scap.gz
      everything else
        ./creance --help\
      """;

  private final Terminal terminal;

  Tour(Terminal terminal) {
    this.terminal = terminal;
  }

  int run() throws IOException {
    Sample sample = Sample.ofThisHouse();
    Optional<Ruleset> rules = LoadedRules.load(terminal, sample.rules(), LoadOptions.defaults());
    if (rules.isEmpty()) {
      return ExitCode.NO;
    }
    terminal.print(
        "Falco's stock rules on "
            + shown(sample.capture())
            + ", a recording of 67 labelled steps of an intruder:");
    RuleRun run =
        new RuleRun(rules.get(), Matching.FIRST, new CaptureRun(terminal, Options.defaults()));
    run.run(List.of(sample.capture()), (rule, scope) -> {});
    run.report(terminal.outInk()).forEach(terminal::print);
    terminal.print("");
    terminal.print(terminal.outInk().in(Style.BOLD, "What next"));
    NEXT.lines().forEach(terminal::print);
    return run.damaged() ? ExitCode.INPUT : ExitCode.DONE;
  }

  /** The path as a person in the home folder would write it. */
  private static Path shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath();
    return absolute.startsWith(here) ? here.relativize(absolute) : file;
  }
}
