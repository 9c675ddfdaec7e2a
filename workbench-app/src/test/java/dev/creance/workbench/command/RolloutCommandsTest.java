package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.catalogue.AuditEntry;
import dev.creance.catalogue.AuditTrail;
import dev.creance.catalogue.Workspace;
import dev.creance.testing.Needs;
import dev.creance.workbench.StagedRollout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A release on its way through clusters, by the commands alone. */
class RolloutCommandsTest {
  @TempDir private Path folder;
  private StagedRollout staged;

  @BeforeEach
  void stage() throws Exception {
    Needs.programs("docker-registry", "prometheus");
    staged = new StagedRollout(folder, 3, 1, "soak: 1h, node_hours: 5");
  }

  @AfterEach
  void stop() {
    if (staged != null) {
      staged.close();
    }
  }

  private Run rollout(String... options) {
    return release("rollout", options);
  }

  private Run release(String command, String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "release";
    all[1] = command;
    System.arraycopy(options, 0, all, 2, options.length);
    all[options.length + 2] = staged.plan.toString();
    return Run.of(all);
  }

  @Test
  void aReleaseGoesThroughByHandAndBack() throws Exception {
    Run nothing = rollout();
    assertThat(nothing.code()).as(nothing.err()).isEqualTo(ExitCode.DONE);
    assertThat(nothing.err()).contains("nothing was rolled out yet");
    Run status = release("status");
    assertThat(status.code()).as(status.err()).isEqualTo(ExitCode.DONE);
    assertThat(status.out()).contains("cluster-01", "cluster-03", "canary", "stable", "1.1.0");

    Run begun = rollout("--release", "1.2.0", "--as", "ann");
    assertThat(begun.code()).as(begun.err()).isEqualTo(ExitCode.DONE);
    assertThat(begun.err()).contains("1.2.0, wave 1: watching");
    assertThat(staged.offered("canary")).isEqualTo(staged.second.digest());
    assertThat(staged.offered("stable")).isEqualTo(staged.first.digest());

    Run twice = rollout("--release", "1.1.0", "--as", "ann");
    assertThat(twice.code()).isEqualTo(ExitCode.NO);
    assertThat(twice.err()).contains("1.2.0 is under way");

    Run held = rollout("--hold", "--reason", "lunch", "--as", "bob");
    assertThat(held.code()).as(held.err()).isEqualTo(ExitCode.NO);
    assertThat(held.err()).contains("held", "lunch");
    assertThat(rollout("--resume", "--as", "bob").code()).isEqualTo(ExitCode.DONE);

    JsonNode watched = json();
    for (int i = 0; i < 100 && !allAsked(watched); i++) {
      Thread.sleep(200);
      watched = json();
    }
    assertThat(watched.path("plan").asString()).isEqualTo(staged.plan.toString());
    assertThat(watched.path("phase").asString()).isEqualTo("watching");
    assertThat(watched.path("release").asString()).isEqualTo(staged.second.digest());
    assertThat(watched.path("version").asString()).isEqualTo("1.2.0");
    assertThat(watched.path("wave").asInt()).isEqualTo(1);
    assertThat(watched.at("/gate/state").asString()).isEqualTo("wait");
    assertThat(watched.at("/gate/reasons/0").asString()).isNotEmpty();
    assertThat(watched.path("clusters").size()).isEqualTo(3);
    JsonNode canary = watched.at("/clusters/0");
    assertThat(canary.path("cluster").asString()).isEqualTo("cluster-01");
    assertThat(canary.path("channel").asString()).isEqualTo("canary");
    assertThat(canary.path("version").asString()).isEqualTo("1.2.0");
    assertThat(canary.path("nodes").asInt()).isEqualTo(2);
    assertThat(canary.path("drift").asInt()).isEqualTo(2);
    assertThat(canary.path("runs").path(staged.first.digest()).asInt()).isEqualTo(2);
    assertThat(canary.at("/gate/state").asString()).isEqualTo("wait");
    JsonNode stable = watched.at("/clusters/2");
    assertThat(stable.path("version").asString()).isEqualTo("1.1.0");
    assertThat(stable.path("drift").asInt()).isZero();
    assertThat(stable.path("running").asInt()).isEqualTo(2);
    assertThat(stable.path("errors").asInt(-1)).isZero();

    staged.runs(1, staged.second);
    Run promoted = rollout("--promote", "--reason", "I looked", "--as", "bob");
    assertThat(promoted.code()).as(promoted.err()).isEqualTo(ExitCode.DONE);
    assertThat(promoted.err()).contains("1.2.0, wave 2: watching");
    assertThat(staged.offered("stable")).isEqualTo(staged.second.digest());

    Run back = release("rollback", "--reason", "too noisy", "--as", "bob");
    assertThat(back.code()).as(back.err()).isEqualTo(ExitCode.DONE);
    assertThat(back.err()).contains("rolled back", "too noisy");
    assertThat(staged.offered("canary")).isEqualTo(staged.first.digest());
    assertThat(staged.offered("stable")).isEqualTo(staged.first.digest());
    assertThat(release("rollback").code()).isEqualTo(ExitCode.NO);
    try (AuditTrail trail = AuditTrail.open(new Workspace(staged.workspace))) {
      assertThat(trail.entries("web")).extracting(AuditEntry::actor).contains("ann", "bob", "gate");
    }
  }

  /** Whether Prometheus has asked both nodes of each cluster; before, it knows nothing of them. */
  private static boolean allAsked(JsonNode rollout) {
    for (JsonNode cluster : rollout.path("clusters")) {
      int nodes = 0;
      for (JsonNode count : cluster.path("runs")) {
        nodes += count.asInt();
      }
      if (nodes < 2) {
        return false;
      }
    }
    return true;
  }

  private JsonNode json() {
    Run run = release("status", "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    JsonNode all = JsonMapper.shared().readTree(run.out());
    assertThat(all.path("rollouts").size()).isEqualTo(1);
    return all.at("/rollouts/0");
  }

  @Test
  void aClusterThatCannotBeMeasuredSaysWhyInTheDocument() throws Exception {
    Path lost =
        Files.writeString(
            staged.workspace.resolve("lost.plan.yaml"),
            Files.readString(staged.plan)
                .replaceAll("prometheus: .*", "prometheus: http://127.0.0.1:1"));
    Run run = Run.of("release", "status", "--json", lost.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    JsonNode rollout = JsonMapper.shared().readTree(run.out()).at("/rollouts/0");
    assertThat(rollout.path("phase").asString()).isEqualTo("none");
    assertThat(rollout.has("gate")).isFalse();
    assertThat(rollout.path("clusters").size()).isEqualTo(3);
    for (JsonNode cluster : rollout.path("clusters")) {
      assertThat(cluster.path("problem").asString()).contains("cannot be reached");
      assertThat(cluster.has("nodes")).isFalse();
    }
    assertThat(Run.of("release", "status", "--json", "registry:5000/rules/web:stable").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void wrongPlansAndQuestionsAreToldWithTheirPlace() throws Exception {
    assertThat(Run.of("release", "rollout").code()).isEqualTo(ExitCode.USAGE);
    assertThat(rollout("--hold", "--promote").code()).isEqualTo(ExitCode.USAGE);
    assertThat(rollout("--every", "0").code()).isEqualTo(ExitCode.USAGE);
    Run resumed = rollout("--resume");
    assertThat(resumed.code()).isEqualTo(ExitCode.NO);
    assertThat(resumed.err()).contains("it is not held");
    Path wrong =
        Files.writeString(
            staged.workspace.resolve("wrong.plan.yaml"),
            Files.readString(staged.plan).replace("soak: 1h", "soak: often"));
    Run told = Run.of("release", "rollout", wrong.toString());
    assertThat(told.code()).isEqualTo(ExitCode.INPUT);
    assertThat(told.err()).contains("wrong.plan.yaml:6", "often");
    assertThat(Run.of("release", "rollout", "--schema").out()).contains("\"waves\"");
  }
}
