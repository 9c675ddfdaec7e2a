package dev.creance.workbench.command;

import dev.creance.workbench.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Alerts of rules that run now. */
@Command(
    name = "alerts",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "How noisy are the rules that run now? Reads the alerts that Falco or an agent wrote in",
      "production (JSON lines), or takes them by HTTP, and puts them beside what was foretold."
    },
    commandListHeading = "%n@|bold Commands|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance alerts import --workspace . falco-*.jsonl.gz      kept, each alert once",
      "  creance alerts serve --workspace . --listen 0.0.0.0:2801   Falco's http_output,"
          + " falcosidekick",
      "  creance alerts show                                       rules by their alerts, beside"
          + " the last measurement",
      "  creance alerts show --release releases/1.4.0 --node-hours 480 falco-*.jsonl.gz"
    })
public final class AlertsCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  /** The command with its own commands. */
  static CommandLine with(Terminal terminal) {
    CommandLine line =
        new CommandLine(new AlertsCommand())
            .addSubcommand(new AlertsImportCommand(terminal))
            .addSubcommand(new AlertsShowCommand(terminal))
            .addSubcommand(new AlertsServeCommand(terminal));
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
    }
    return line;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which? give a command");
  }
}
