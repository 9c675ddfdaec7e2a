package dev.creance.workbench.command;

import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.registry.Credentials;
import dev.creance.rollout.run.OpenRollout;
import dev.creance.rollout.run.Rollout;
import dev.creance.rollout.run.RolloutException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands about rollouts have in common. */
final class RolloutOption {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Who does it, for the audit trail (default: your login).")
  private String actor = "";

  @Mixin private TrailOption trail = new TrailOption();

  String actor() {
    return TrailOption.user(actor);
  }

  /** What is done with a rollout. */
  @FunctionalInterface
  interface Work {
    int with(Rollout rollout)
        throws IOException, InterruptedException, ReleaseException, RolloutException;
  }

  /** Opens all that a rollout needs, and closes it. */
  int with(Path file, Work work) throws IOException, InterruptedException, RolloutException {
    try (OpenRollout open =
        OpenRollout.open(
            file, trail.around(file.resolveSibling("")), Credentials.ofThisUser(), PATIENCE)) {
      return work.with(open.rollout());
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
