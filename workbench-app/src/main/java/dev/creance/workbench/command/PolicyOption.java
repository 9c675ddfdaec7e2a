package dev.creance.workbench.command;

import dev.creance.release.approval.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The policy by which a command lets releases out. */
final class PolicyOption {
  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "Who may make and approve releases.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path policy;

  /** Judges by the policy as it is now; a file that is none is said. */
  Verifier verifier() throws IOException {
    return new Verifier(ReleaseFiles.policy(policy));
  }
}
