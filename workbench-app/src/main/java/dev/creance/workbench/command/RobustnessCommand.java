package dev.creance.workbench.command;

import dev.creance.tuning.robust.RobustnessMeter;
import dev.creance.workbench.report.RobustnessReport;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what losses do to rules. */
@Command(
    name = "robustness",
    description = {
      "Replays recordings with events dropped and metadata missing, and says how the hits of rules"
          + " change: which are lost though their events came, which are there only because something"
          + " is not known.",
      "",
      "The figure is the share of hits that stay as they were, in the worst case: 1 is good. Drops come"
          + " in bursts of one processor, as a full ring drops events; the same losses each time."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance robustness --rules rules/ corpora/*                 the shakiest rules first",
      "  creance robustness --rules rules/ --rule NAME corpora/*     a rule, case by case",
      "",
      "Exit codes: 0 done, 1 the rules do not load, 3 a corpus is damaged or none."
    })
public final class RobustnessCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "This rule alone, enabled or not: in detail.")
  private Optional<String> name = Optional.empty();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Parameters(paramLabel = "CORPUS", arity = "0..*", description = "Corpora, taken together.")
  private List<Path> corpora = new ArrayList<>();

  public RobustnessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TuningInput input = new TuningInput(terminal, command, rules);
    return input.measure(
        corpora,
        name,
        (recordings, measured) -> {
          RobustnessReport report =
              new RobustnessReport(
                  new RobustnessMeter(recordings).measure(measured), terminal.outInk());
          if (json) {
            terminal.print(report.json());
          } else {
            input.print(name.isPresent() ? report.detail() : report.rules(), report.summary());
          }
        });
  }
}
