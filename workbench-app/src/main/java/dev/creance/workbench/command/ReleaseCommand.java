package dev.creance.workbench.command;

import dev.creance.workbench.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** From measured rules to rules that run. */
@Command(
    name = "release",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Makes releases of rule files, has them approved by other people, and puts them into a",
      "registry, from which falcoctl installs them as they stand."
    },
    commandListHeading = "%n@|bold Commands|@%n",
    footer = {
      "",
      "@|bold From a change to a cluster|@",
      "  creance release key --into ada.key                       once per person; prints the"
          + " public key",
      "  creance release build --name web --version 1.4.0 --author ada --key ada.key \\",
      "      --corpus corpora/day --into releases/1.4.0 rules/    measured, signed by its author",
      "  creance release show releases/1.4.0                      what changes, how noisy is it?",
      "  creance release approve --person ben --key ben.key releases/1.4.0",
      "  creance release verify --policy policy.json releases/1.4.0",
      "  creance release publish --policy policy.json --to registry:5000/rules/web:canary"
          + " releases/1.4.0",
      "  creance release status --policy policy.json registry:5000/rules/web:canary",
      "  creance release promote --policy policy.json --from registry:5000/rules/web:canary --to"
          + " stable",
      "  creance release apply --policy policy.json --cluster-context lab"
          + " registry:5000/rules/web:canary",
      "  creance release rollout --release 1.4.0 --watch plan.yaml   wave by wave, by what is"
          + " measured",
      "  creance release audit --verify                           who did what, and is it as it was"
          + " written?",
      "",
      "A release is a folder, named by the digest of its manifest; the same rules and measures make"
          + " the",
      "same digest. An approval signs that digest, so it falls when a byte changes. policy.json"
          + " says who",
      "may make and approve releases: {people: [{name, key, roles: [AUTHOR, APPROVER]}],"
          + " approvals,",
      "stricter: [{tags, priorities, approvals}], forBreaches}."
    })
public final class ReleaseCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  /** The command with its own commands. */
  static CommandLine with(Terminal terminal) {
    CommandLine line =
        new CommandLine(new ReleaseCommand())
            .addSubcommand(new ReleaseKeyCommand(terminal))
            .addSubcommand(new ReleaseBuildCommand(terminal))
            .addSubcommand(new ReleaseShowCommand(terminal))
            .addSubcommand(new ReleaseApproveCommand(terminal))
            .addSubcommand(new ReleaseVerifyCommand(terminal))
            .addSubcommand(new ReleasePublishCommand(terminal))
            .addSubcommand(new ReleaseStatusCommand(terminal))
            .addSubcommand(new ReleasePromoteCommand(terminal))
            .addSubcommand(new ReleaseApplyCommand(terminal))
            .addSubcommand(new ReleaseRolloutCommand(terminal))
            .addSubcommand(new ReleaseRollbackCommand(terminal))
            .addSubcommand(new ReleaseAuditCommand(terminal));
    for (CommandLine command : line.getSubcommands().values()) {
      CommandLine.Model.CommandSpec spec = command.getCommandSpec().mixinStandardHelpOptions(true);
      if (!spec.optionsMap().containsKey("--help")) {
        // One that has a --version of its own gets none of the standard options.
        spec.addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
      }
    }
    return line;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which? give a command");
  }
}
