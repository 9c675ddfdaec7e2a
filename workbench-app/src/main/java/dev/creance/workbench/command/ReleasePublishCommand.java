package dev.creance.workbench.command;

import dev.creance.catalogue.AuditAction;
import dev.creance.catalogue.AuditTrail;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.approval.Verdict;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.KubernetesResources;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.rollout.AuditDetail;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a release. */
@Command(
    name = "publish",
    description = {
      "Puts a release into a registry under a channel, when the policy lets it out. falcoctl"
          + " installs",
      "and follows it as it stands; measures and approvals are attached to it.",
      "Logins are docker's own (docker login)."
    },
    footer = {"", "Exit codes: 0 done, 1 the policy does not let it out, 3 the registry refused."})
public final class ReleasePublishCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private PolicyOption policy = new PolicyOption();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REFERENCE",
      description = "Registry, repository and channel: registry:5000/rules/web:canary.")
  private String to = "";

  @Option(
      names = "--config-map",
      paramLabel = "FILE",
      description = "Write the rules as a ConfigMap, too.")
  private @Nullable Path configMap;

  @Option(
      names = "--rulesfile",
      paramLabel = "FILE",
      description = "Write a Rulesfile for the Falco operator, too.")
  private @Nullable Path rulesfile;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Of these two (default: falco).")
  private String namespace = "falco";

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Who publishes it, for the audit trail (default: your login).")
  private String actor = "";

  @Mixin private TrailOption trail = new TrailOption();

  @Parameters(paramLabel = "FOLDER", description = "The release.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path folder;

  public ReleasePublishCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Reference channel = ReleaseFiles.reference(command.commandLine(), to);
    try (Registry registry = ReleaseFiles.registry();
        AuditTrail entries = trail.open(folder)) {
      ReleaseFolder stored = new ReleaseFolder(folder);
      Release release = stored.release();
      Verdict verdict = policy.verifier().judge(release, stored.signatures());
      Admission admission = new Admission(terminal, entries, TrailOption.user(actor));
      if (!admission.passes(verdict, release.digest(), channel)) {
        return ExitCode.NO;
      }
      String digest = new Publisher(registry).publish(release, stored.signatures(), channel);
      entries.append(
          admission.actor(),
          AuditAction.PUBLISHED,
          release.digest(),
          AuditDetail.published(channel, digest, stored.signatures()));
      terminal.print(channel.at(digest).toString());
      terminal.flush();
      if (configMap != null) {
        Files.writeString(configMap, KubernetesResources.configMap(release, namespace));
      }
      if (rulesfile != null) {
        Files.writeString(
            rulesfile,
            KubernetesResources.rulesfile(
                release, channel, digest, namespace, KubernetesResources.USUAL_PRIORITY));
      }
      terminal.err().println(channel + " is now release " + release.digest());
      return ExitCode.DONE;
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
