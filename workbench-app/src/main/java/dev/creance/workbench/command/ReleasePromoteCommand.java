package dev.creance.workbench.command;

import dev.creance.catalogue.AuditAction;
import dev.creance.catalogue.AuditTrail;
import dev.creance.release.approval.Verdict;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.rollout.AuditDetail;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves a channel to what another one points at. */
@Command(
    name = "promote",
    description = {
      "Moves a channel to the release that another channel of the same repository points at, when"
          + " the",
      "policy lets it run: from canary to stable."
    },
    footer = {"", "Exit codes: 0 done, 1 the policy does not let it run, 3 the registry refused."})
public final class ReleasePromoteCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private PolicyOption policy = new PolicyOption();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "REFERENCE",
      description = "A channel: registry:5000/rules/web:canary.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "CHANNEL",
      description = "The channel to move, for example stable.")
  private String to = "";

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Who moves it, for the audit trail (default: your login).")
  private String actor = "";

  @Mixin private TrailOption trail = new TrailOption();

  public ReleasePromoteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Reference source = ReleaseFiles.reference(command.commandLine(), from);
    Reference target =
        ReleaseFiles.reference(
            command.commandLine(), source.host() + "/" + source.repository() + ":" + to);
    try (Registry registry = ReleaseFiles.registry();
        AuditTrail entries = AuditTrail.open(trail.around(Path.of("")))) {
      Fetched fetched = new Fetcher(registry).fetch(source, "").orElseThrow();
      Verdict verdict = policy.verifier().judge(fetched.release(), fetched.signatures());
      String release = fetched.release().digest();
      Admission admission = new Admission(terminal, entries, TrailOption.user(actor));
      if (!admission.passes(verdict, release, target)) {
        return ExitCode.NO;
      }
      new Publisher(registry).promote(target, fetched.artifact());
      entries.append(
          admission.actor(),
          AuditAction.PROMOTED,
          release,
          AuditDetail.promoted(source, target, fetched.artifact()));
      terminal.err().println(target + " is now release " + release);
      return ExitCode.DONE;
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
