package dev.creance.workbench.command;

import dev.creance.tuning.growth.GrowthMeter;
import dev.creance.workbench.report.GrowthReport;
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

/** Says how noise grows. */
@Command(
    name = "growth",
    description = {
      "Says how the noise of rules grows, with time and with the number of workloads, and where it"
          + " stands in a year if it goes on so.",
      "",
      "The trend is Theil and Sen's line through the rates of days (of hours or minutes where less is"
          + " recorded), with the 95%% interval of its slope; p is the chance of a trend as clear as"
          + " this where nothing grows. A forecast takes at least 28 days; without, it is said why."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance growth --rules rules/ corpora/*                 all rules with hits on normal",
      "  creance growth --rules rules/ --rule NAME corpora/*     a rule, day by day",
      "",
      "Exit codes: 0 done, 1 the rules do not load, 3 a corpus is damaged or none."
    })
public final class GrowthCommand implements Callable<Integer> {
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

  public GrowthCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TuningInput input = new TuningInput(terminal, command, rules);
    return input.measure(
        corpora,
        name,
        (recordings, measured) -> {
          GrowthReport report =
              new GrowthReport(new GrowthMeter(recordings).measure(measured), terminal.outInk());
          if (json) {
            terminal.print(report.json());
          } else {
            input.print(name.isPresent() ? report.detail() : report.rules(), report.summary());
          }
        });
  }
}
