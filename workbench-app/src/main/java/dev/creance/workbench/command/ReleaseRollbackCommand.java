package dev.creance.workbench.command;

import dev.creance.rollout.run.Rollout.Progress;
import dev.creance.rollout.run.RolloutException;
import dev.creance.rollout.run.RolloutState.Phase;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes clusters back to what ran before. */
@Command(
    name = "rollback",
    description = {
      "Takes the channels of a plan's rollout back to what they pointed at before it began. Agents",
      "refuse older releases, so the plan's operator signs the way back."
    },
    footer = {"", "Exit codes: 0 done, 1 it could not go back everywhere, 3 the registry refused."})
public final class ReleaseRollbackCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private RolloutOption rollout = new RolloutOption();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  private String reason = "";

  @Parameters(paramLabel = "PLAN", description = "The plan, a YAML file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path plan;

  public ReleaseRollbackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      return rollout.with(
          plan,
          running -> {
            Progress progress = running.rollBack(rollout.actor(), reason);
            terminal.err().println(RolloutText.line(progress));
            return progress.state().phase() == Phase.ROLLED_BACK ? ExitCode.DONE : ExitCode.NO;
          });
    } catch (RolloutException e) {
      terminal.err().println("creance: " + e.getMessage());
      return ExitCode.NO;
    }
  }
}
