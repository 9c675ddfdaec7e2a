package dev.creance.workbench.command;

import dev.creance.catalogue.AuditAction;
import dev.creance.catalogue.AuditTrail;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.rollout.AuditDetail;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Approves a release. */
@Command(
    name = "approve",
    description = {
      "Approves a release: signs its digest, and with it exactly these files and measures.",
      "Look at it before, with 'creance release show'."
    })
public final class ReleaseApproveCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--person",
      required = true,
      paramLabel = "NAME",
      description = "Who you are, as the policy calls you.")
  private String person = "";

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your private key.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path key;

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
  private String comment = "";

  @Mixin private TrailOption trail = new TrailOption();

  @Parameters(paramLabel = "FOLDER", description = "The release.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path folder;

  public ReleaseApproveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try {
      ReleaseFolder stored = new ReleaseFolder(folder);
      Release release = stored.release();
      if (person.equals(release.manifest().author())) {
        terminal.err().println("creance: " + person + " made this release: somebody else approves");
        return ExitCode.NO;
      }
      Signature approval =
          Signing.sign(
              release.digest(),
              person,
              Role.APPROVER,
              Instant.now(),
              comment,
              ReleaseFiles.key(key));
      try (AuditTrail entries = trail.open(folder)) {
        stored.add(approval);
        entries.append(
            person, AuditAction.APPROVED, release.digest(), AuditDetail.of(release, approval));
      }
      terminal.err().println(folder + ": approved by " + person + ", " + release.digest());
      return ExitCode.DONE;
    } catch (ReleaseException | GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
