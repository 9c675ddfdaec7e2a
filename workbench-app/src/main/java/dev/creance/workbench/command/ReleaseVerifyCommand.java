package dev.creance.workbench.command;

import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.approval.Verdict;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says whether a release may run. */
@Command(
    name = "verify",
    description = "Says whether a release is whole and may run by a policy, and if not, why.",
    footer = {"", "Exit codes: 0 it may run, 1 it may not."})
public final class ReleaseVerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PolicyOption policy = new PolicyOption();

  @Parameters(paramLabel = "FOLDER", description = "The release.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path folder;

  public ReleaseVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try {
      ReleaseFolder stored = new ReleaseFolder(folder);
      Verdict verdict = policy.verifier().judge(stored.release(), stored.signatures());
      ReleaseText.lines(verdict).forEach(terminal::print);
      terminal.flush();
      return verdict.accepted() ? ExitCode.DONE : ExitCode.NO;
    } catch (ReleaseException e) {
      terminal.print("May not run: " + e.getMessage());
      terminal.flush();
      return ExitCode.NO;
    }
  }
}
