package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.catalogue.AuditEntry;
import dev.creance.catalogue.AuditTrail;
import dev.creance.catalogue.Workspace;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
import dev.creance.testing.PlayedApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real registry to a cluster whose API server is played. */
class ReleaseApplyCommandTest {
  @TempDir private Path folder;
  private LocalServers servers;
  private PlayedApiServer cluster;
  private Path policy;
  private Path stricter;
  private String channel;

  @BeforeEach
  void publish() throws Exception {
    Needs.programs("docker-registry");
    servers = new LocalServers(Files.createDirectory(folder.resolve("servers")));
    cluster = new PlayedApiServer();
    channel = servers.registry().host() + "/rules/web:stable";
    Files.createDirectory(folder.resolve(".creance"));
    Path rules =
        Files.writeString(
            folder.resolve("web.yaml"),
            """
            - rule: r
              desc: d
              condition: evt.type = execve
              output: o
              priority: NOTICE
            """);
    String ada = key("ada");
    String ben = key("ben");
    policy = policy("policy.json", ada, ben, 1);
    stricter = policy("stricter.json", ada, ben, 2);
    done(
        "release",
        "build",
        "--name=web",
        "--version=1.0.0",
        "--author=ada",
        "--key=" + folder.resolve("ada.key"),
        "--into=" + folder.resolve("one"),
        "--",
        rules.toString());
    done("release", "approve", "--person=ben", "--key=" + folder + "/ben.key", folder + "/one");
    done("release", "publish", "--policy=" + policy, "--to=" + channel, folder + "/one");
  }

  @AfterEach
  void stop() {
    if (servers != null) {
      servers.close();
      cluster.close();
    }
  }

  private String key(String person) {
    return done("release", "key", "--into=" + folder.resolve(person + ".key")).out().strip();
  }

  private Path policy(String name, String ada, String ben, int approvals) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        """
        {"people": [{"name": "ada", "key": "%s", "roles": ["AUTHOR"]},
                    {"name": "ben", "key": "%s", "roles": ["APPROVER"]}],
         "approvals": %d, "stricter": [], "forBreaches": 0}
        """
            .formatted(ada, ben, approvals));
  }

  private static Run done(String... arguments) {
    Run run = Run.of(arguments);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    return run;
  }

  private Run apply(Path by, String context, String... more) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "release",
                "apply",
                "--policy=" + by,
                "--kubeconfig=" + cluster.kubeconfig(folder),
                "--cluster-context=" + context,
                "--workspace=" + folder));
    all.addAll(List.of(more));
    all.add(channel);
    return Run.of(all.toArray(String[]::new));
  }

  private List<AuditEntry> trail() throws Exception {
    try (AuditTrail trail = AuditTrail.open(new Workspace(folder))) {
      return trail.entries();
    }
  }

  @Test
  void nothingIsAppliedThatThePolicyDoesNotLetRun() throws Exception {
    Run refused = apply(stricter, "here", "--force");
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.NO);
    assertThat(refused.err()).contains("it has 1 (ben) and needs 2");
    assertThat(cluster.requests).isEmpty();
    assertThat(trail().getLast().action()).isEqualTo("refused");

    Run applied = apply(policy, "here", "--as=cleo");
    assertThat(applied.code()).as(applied.err()).isEqualTo(ExitCode.DONE);
    assertThat(applied.out()).isEqualTo("Rulesfile falco/web\n");
    assertThat(cluster.requests).hasSize(1);
    PlayedApiServer.Request request = cluster.requests.getFirst();
    assertThat(request.path())
        .isEqualTo("/apis/artifact.falcosecurity.dev/v1alpha1/namespaces/falco/rulesfiles/web");
    assertThat(request.query()).containsEntry("fieldManager", "creance");
    assertThat(request.query().get("force")).isNotEqualTo("true");
    assertThat(request.body()).contains("\"repository\":\"rules/web\"", "\"tag\":\"sha256:");
    AuditEntry entry = trail().getLast();
    assertThat(entry.action()).isEqualTo("applied");
    assertThat(entry.actor()).isEqualTo("cleo");
    assertThat(entry.detail())
        .contains(cluster.address(), "Rulesfile falco/web", "\"forced\":false");
  }

  @Test
  void aConflictIsToldAndTakenOverOnlyByForce() throws Exception {
    cluster.answers(
        409,
        """
        {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 409,
         "message": "Apply failed with 1 conflict", "reason": "Conflict",
         "details": {"causes": [{"reason": "FieldManagerConflict", "field": ".spec.priority",
                                 "message": "conflict with \\"argocd\\" using v1alpha1"}]}}
        """);
    int before = trail().size();
    Run conflict = apply(policy, "here");
    assertThat(conflict.code()).as(conflict.err()).isEqualTo(ExitCode.NO);
    assertThat(conflict.err())
        .contains("Rulesfile falco/web: .spec.priority belongs to argocd", "--force");
    assertThat(trail()).hasSize(before);

    Run forced = apply(policy, "here", "--force", "--namespace=other", "--config-map");
    assertThat(forced.code()).as(forced.err()).isEqualTo(ExitCode.DONE);
    assertThat(forced.out()).isEqualTo("ConfigMap other/web-1-0-0\n");
    assertThat(cluster.requests.getLast().path())
        .isEqualTo("/api/v1/namespaces/other/configmaps/web-1-0-0");
    assertThat(cluster.requests.getLast().query()).containsEntry("force", "true");
    assertThat(trail().getLast().detail()).contains("\"forced\":true");
  }

  @Test
  void aDryRunChangesNothing() throws Exception {
    int before = trail().size();
    Run tried = apply(policy, "here", "--dry-run");
    assertThat(tried.code()).as(tried.err()).isEqualTo(ExitCode.DONE);
    assertThat(tried.err()).contains("here would take release sha256:");
    assertThat(cluster.requests).hasSize(1);
    assertThat(cluster.requests.getFirst().query()).containsEntry("dryRun", "All");
    assertThat(trail()).hasSize(before);
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    assertThat(Run.of("release", "apply", "--policy=" + policy, channel).code())
        .isEqualTo(ExitCode.USAGE);
    Run unknown = apply(policy, "prod");
    assertThat(unknown.code()).isEqualTo(ExitCode.INPUT);
    assertThat(unknown.err()).contains("there is no context 'prod'; there are: elsewhere, here");
    Run gone = apply(policy, "elsewhere");
    assertThat(gone.code()).isEqualTo(ExitCode.INPUT);
    assertThat(gone.err()).contains("127.0.0.1:1/: cannot be reached");
    cluster.answers(
        403,
        """
        {"kind": "Status", "apiVersion": "v1", "code": 403, "message": "ann cannot patch"}
        """);
    Run forbidden = apply(policy, "here");
    assertThat(forbidden.code()).isEqualTo(ExitCode.INPUT);
    assertThat(forbidden.err()).contains("you may not apply it (ann cannot patch)");
    assertThat(trail()).noneMatch(entry -> entry.action().equals("applied"));
  }

  /** Rollouts run for days and have a bound of memory: they must not pay for this command. */
  @Test
  void noOtherCommandLoadsTheKubernetesClient() throws Exception {
    Path log = folder.resolve("classes");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.creance.workbench.Main",
                "release",
                "status",
                "--policy=" + policy,
                channel)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("said"))).contains("web 1.0.0");
    assertThat(Files.readString(log))
        .contains("dev.creance.workbench.command.ReleaseApplyCommand ")
        .doesNotContain("io.fabric8", "dev.creance.cluster.Cluster ");
  }
}
