package dev.creance.workbench.command;

import dev.creance.catalogue.AuditAction;
import dev.creance.catalogue.AuditTrail;
import dev.creance.cluster.Cluster;
import dev.creance.cluster.ConflictException;
import dev.creance.release.approval.Verdict;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.publish.KubernetesResources;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.rollout.AuditDetail;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies what a channel points at to a cluster. */
@Command(
    name = "apply",
    description = {
      "Applies the release that a channel points at to a Kubernetes cluster, when the policy",
      "lets it run: as a Rulesfile of the Falco operator, which then takes exactly that release",
      "from the registry, or as a ConfigMap. Applied server-side, as the field manager 'creance':",
      "what others set there stays theirs."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance release apply --policy policy.json --cluster-context lab"
          + " registry:5000/rules/web:stable",
      "  creance release apply --policy policy.json --cluster-context lab --dry-run ...   would it"
          + " be taken?",
      "",
      "Exit codes: 0 done, 1 the policy does not let it run, or a field is somebody else's, 3"
          + " registry or",
      "cluster cannot be reached or refused it."
    })
public final class ReleaseApplyCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private PolicyOption policy = new PolicyOption();

  @Option(
      names = "--cluster-context",
      required = true,
      paramLabel = "NAME",
      description = "The cluster, as a context of the kubeconfig; never the current one by itself.")
  private String context = "";

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Where the context is (default: the files of KUBECONFIG, else ~/.kube/config).")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Where it is applied (default: falco).")
  private String namespace = "falco";

  @Option(
      names = "--config-map",
      description =
          "Apply the rules as a ConfigMap, to be mounted into Falco's rules folder, where there is"
              + " no operator.")
  private boolean configMap;

  @Option(
      names = "--force",
      description = "Take fields over that somebody else set to other values.")
  private boolean force;

  @Option(names = "--dry-run", description = "Let the cluster check all of it and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Who applies it, for the audit trail (default: your login).")
  private String actor = "";

  @Mixin private TrailOption trail = new TrailOption();

  @Parameters(
      paramLabel = "REFERENCE",
      description = "A channel or a version: registry:5000/rules/web:stable.")
  private String from = "";

  public ReleaseApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Reference source = ReleaseFiles.reference(command.commandLine(), from);
    try (Registry registry = ReleaseFiles.registry();
        AuditTrail entries = AuditTrail.open(trail.around(Path.of("")))) {
      Fetched fetched = new Fetcher(registry).fetch(source, "").orElseThrow();
      Verdict verdict = policy.verifier().judge(fetched.release(), fetched.signatures());
      Admission admission = new Admission(terminal, entries, TrailOption.user(actor));
      return admission.passes(verdict, fetched.release().digest(), source)
          ? apply(source, fetched, entries)
          : ExitCode.NO;
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private int apply(Reference source, Fetched fetched, AuditTrail entries)
      throws IOException, ReleaseException {
    String manifest =
        configMap
            ? KubernetesResources.configMap(fetched.release(), namespace)
            : KubernetesResources.rulesfile(
                fetched.release(),
                source,
                fetched.artifact(),
                namespace,
                KubernetesResources.USUAL_PRIORITY);
    List<Path> files = kubeconfig == null ? Cluster.usersKubeconfig() : List.of(kubeconfig);
    try (Cluster cluster = Cluster.open(files, context, PATIENCE)) {
      List<String> resources = cluster.apply(List.of(manifest), new Cluster.Way(force, dryRun));
      resources.forEach(terminal::print);
      terminal.flush();
      if (!dryRun) {
        entries.append(
            TrailOption.user(actor),
            AuditAction.APPLIED,
            fetched.release().digest(),
            AuditDetail.applied(source, fetched.artifact(), cluster.address(), resources, force));
      }
      terminal
          .err()
          .println(
              "%s %s release %s"
                  .formatted(
                      context, dryRun ? "would take" : "was given", fetched.release().digest()));
      return ExitCode.DONE;
    } catch (ConflictException e) {
      terminal.err().println("creance: " + e.getMessage());
      return ExitCode.NO;
    }
  }
}
