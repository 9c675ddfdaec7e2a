package dev.creance.workbench.command;

import dev.creance.tuning.cost.CostMeter;
import dev.creance.workbench.report.CostReport;
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

/** Says what evaluating rules costs. */
@Command(
    name = "cost",
    description = {
      "Says what evaluating rules costs on recordings, and which of their tests cost it.",
      "",
      "Conditions are evaluated as Falco does it, event by event, their tests in the order of the text"
          + " until the outcome is known, nothing shared between rules. 'checked' are events of the"
          + " rule's types; to make a rule cheaper, name its event types, and put tests first that are"
          + " cheap and rarely true."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance cost --rules rules/ corpora/web                 the dearest rules first",
      "  creance cost --rules rules/ --tests corpora/web         the dearest tests, over all rules",
      "  creance cost --rules rules/ --rule NAME corpora/web     each test of a rule",
      "",
      "Exit codes: 0 done, 1 the rules do not load, 3 a corpus is damaged or none."
    })
public final class CostCommand implements Callable<Integer> {
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

  @Option(names = "--tests", description = "The tests of all rules, the dearest first.")
  private boolean tests;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Parameters(paramLabel = "CORPUS", arity = "0..*", description = "Corpora, taken together.")
  private List<Path> corpora = new ArrayList<>();

  public CostCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TuningInput input = new TuningInput(terminal, command, rules);
    return input.measure(
        corpora,
        name,
        (recordings, measured) -> {
          CostReport report =
              new CostReport(new CostMeter(recordings).measure(measured), terminal.outInk());
          if (json) {
            terminal.print(report.json());
          } else {
            input.print(
                tests ? report.tests() : name.isPresent() ? report.detail() : report.rules(),
                report.summary());
          }
        });
  }
}
