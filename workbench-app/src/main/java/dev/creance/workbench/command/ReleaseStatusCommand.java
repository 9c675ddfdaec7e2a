package dev.creance.workbench.command;

import dev.creance.release.approval.Verdict;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.registry.Registry;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what channels point at. */
@Command(
    name = "status",
    description = "Says which release a channel points at, and whether the policy lets it run.",
    footer = {"", "Exit codes: 0 all may run, 1 one may not, 3 a registry cannot be reached."})
public final class ReleaseStatusCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private PolicyOption policy = new PolicyOption();

  @Parameters(arity = "1..*", paramLabel = "REFERENCE", description = "Channels.")
  private List<String> channels = new ArrayList<>();

  public ReleaseStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Verifier verifier = policy.verifier();
    int code = ExitCode.DONE;
    try (Registry registry = ReleaseFiles.registry()) {
      for (String channel : channels) {
        terminal.print(channel);
        try {
          Fetched fetched =
              new Fetcher(registry)
                  .fetch(ReleaseFiles.reference(command.commandLine(), channel), "")
                  .orElseThrow();
          Verdict verdict = verifier.judge(fetched.release(), fetched.signatures());
          ReleaseText.lines(fetched.release(), fetched.signatures())
              .forEach(line -> terminal.print("  " + line));
          ReleaseText.lines(verdict).forEach(line -> terminal.print("  " + line));
          code = verdict.accepted() ? code : ExitCode.NO;
        } catch (ReleaseException e) {
          terminal.print("  May not run: " + e.getMessage());
          code = ExitCode.NO;
        }
      }
    }
    terminal.flush();
    return code;
  }
}
