package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.catalogue.AuditEntry;
import dev.creance.catalogue.AuditTrail;
import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Person;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.rollout.run.OpenRollout;
import dev.creance.testing.Fleet;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.ClusterBoard;
import dev.creance.workbench.window.shown.ClusterBoard.Condition;
import dev.creance.workbench.window.shown.ClusterBoard.Deed;
import dev.creance.workbench.window.view.Theme;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Fifty clusters in one view: one is noisier than foretold, one runs something else, and the
 * release is held and rolled back. Registry and Prometheus are real, the agents are made up.
 */
class ClustersJourneyTest {
  private static final String RULE = "Run shell untrusted";
  private static final int CLUSTERS = 50;

  private final Map<String, KeyPair> keys =
      Map.of("ann", Signing.newKeys(), "bob", Signing.newKeys(), "control", Signing.newKeys());

  @TempDir private Path folder;
  private LocalServers servers;
  private Fleet fleet;
  private Registry registry;
  private Reference rules;
  private Path plan;

  @BeforeEach
  void rollOut() throws Exception {
    Needs.programs("docker-registry", "prometheus");
    servers = new LocalServers(folder.resolve("servers"));
    Files.createDirectories(folder.resolve("servers"));
    fleet = new Fleet();
    for (int number = 1; number <= CLUSTERS; number++) {
      fleet.node(cluster(number), 1);
      fleet.node(cluster(number), 2);
    }
    registry =
        new Registry(
            new RegistryOptions(
                Credentials.NONE, false, Duration.ofSeconds(20), 4, Duration.ofMillis(10)));
    rules = Reference.parse(servers.registry().host() + "/rules/web");
    Policy policy =
        new Policy(
            List.of(
                new Person("ann", key("ann").getPublic(), Set.of(Role.AUTHOR)),
                new Person("bob", key("bob").getPublic(), Set.of(Role.APPROVER)),
                new Person("control", key("control").getPublic(), Set.of(Role.ROLLBACK))),
            1,
            List.of(),
            0);
    Path workspace = Files.createDirectories(folder.resolve("workspace"));
    Files.createDirectories(workspace.resolve(".creance"));
    Files.write(workspace.resolve("policy.json"), ApprovalFiles.write(policy));
    Files.writeString(workspace.resolve("control.key"), Signing.text(key("control").getPrivate()));
    Release first = release(1);
    Release second = release(2);
    for (String channel : List.of("canary", "stable")) {
      new Publisher(registry).publish(first, signatures(first), rules.at(channel));
    }
    new Publisher(registry).publish(second, signatures(second), rules.at("next"));
    URI prometheus = servers.prometheus(fleet.configuration()).address();
    plan = plan(workspace, prometheus);
    try (OpenRollout open = open()) {
      open.rollout().start("next", "ann");
      open.rollout().advance();
    }
    for (int number = 1; number <= CLUSTERS; number++) {
      Release runs = number <= 5 ? second : first;
      fleet.nodes(cluster(number)).forEach(node -> node.release = runs.digest());
    }
    fleet.node(cluster(4), 2).release = first.digest();
  }

  private Path plan(Path workspace, URI prometheus) throws Exception {
    return Files.writeString(
        workspace.resolve("web.plan.yaml"),
        """
        rollout: web
        rules: %s
        policy: policy.json
        prometheus: %s
        operator: {name: control, key: control.key}
        gate: {soak: 1h, node_hours: 5, on_failure: hold}
        waves:
          - {name: canary, clusters: [%s]}
          - {name: stable, clusters: [%s]}
        """
            .formatted(rules, prometheus, clusters(1, 5), clusters(6, CLUSTERS)));
  }

  private static String clusters(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> "{name: " + cluster(number) + ", nodes: 2}")
        .collect(Collectors.joining(", "));
  }

  private static String cluster(int number) {
    return "cluster-%02d".formatted(number);
  }

  private OpenRollout open() throws Exception {
    return OpenRollout.open(
        plan,
        dev.creance.catalogue.Workspace.ofReleases(Objects.requireNonNull(plan.getParent())),
        Map.of(),
        folder,
        Duration.ofSeconds(20));
  }

  private Release release(long sequence) throws Exception {
    MeasureReport report =
        new MeasureReport(
            List.of(new MeasureReport.Corpus("day", "sha256:" + "0".repeat(64), 1_000, 240)),
            List.of(new MeasureReport.RuleMeasure(RULE, Map.of("normal", 24L), 0.1, 0.06, 0.15)),
            List.of(),
            List.of());
    return Release.make(
        new ReleaseDraft("web", "1." + sequence + ".0", sequence, "ann", "", List.of(), ""),
        List.of(
            new RuleFile(
                "web.yaml",
                ("- list: l\n  items: [" + sequence + "]\n").getBytes(StandardCharsets.UTF_8))),
        report);
  }

  private KeyPair key(String name) {
    return Objects.requireNonNull(keys.get(name), name);
  }

  private List<Signature> signatures(Release release) throws Exception {
    List<Signature> all = new ArrayList<>();
    Instant time = Instant.parse("2026-01-02T03:04:05Z");
    all.add(Signing.sign(release.digest(), "ann", Role.AUTHOR, time, "", key("ann").getPrivate()));
    all.add(
        Signing.sign(release.digest(), "bob", Role.APPROVER, time, "", key("bob").getPrivate()));
    return all;
  }

  @AfterEach
  void stop() throws Exception {
    if (registry != null) {
      registry.close();
      fleet.close();
      servers.close();
    }
  }

  @Test
  void fiftyClustersAreSeenAndOneClickTakesTheReleaseBack() throws Exception {
    try (Journey journey =
        Journey.open(Objects.requireNonNull(plan.getParent()), Theme.LIGHT, 800)) {
      WorkbenchModel model = journey.model;
      journey.robot.interact(() -> {
        model.publish().side().set(1);
        model.go(Place.PUBLISH);
      });
      journey.waitFor(() -> {
        fleet.node(cluster(2), 1).hits.merge(RULE, 500L, Long::sum);
        for (int number = 1; number <= CLUSTERS; number++) {
          fleet.nodes(cluster(number)).forEach(node -> node.events += 1_000);
        }
        ClusterBoard board = model.publish().clusters().board().get();
        if (board != null && row(board, 2).condition() == Condition.WRONG) {
          return true;
        }
        if (model.status().idle()) {
          model.publish().clusters().load();
        }
        return false;
      });
      ClusterBoard board = Objects.requireNonNull(model.publish().clusters().board().get());
      assertThat(board.clusters()).hasSize(CLUSTERS);
      assertThat(board.deeds())
          .containsExactlyInAnyOrder(Deed.ADVANCE, Deed.PROMOTE, Deed.HOLD, Deed.ROLL_BACK);
      assertThat(row(board, 2).rules().getFirst().noisy()).isTrue();
      assertThat(row(board, 2).measured()).isGreaterThan(row(board, 2).foretold());
      assertThat(row(board, 4).drifted()).isEqualTo(1);
      assertThat(row(board, 4).remark()).contains("1 node runs something else");
      assertThat(row(board, 9).version()).isEqualTo("1.1.0");
      journey.robot.interact(() -> model.publish().clusters().chosen().set(cluster(2)));
      WaitForAsyncUtils.waitForFxEvents();
      TableView<?> noise = journey.robot.lookup("#cluster-rules").queryTableView();
      assertThat(noise.getItems()).hasSize(1);
      journey.picture("30-clusters");

      press(journey, "#rollout-hold");
      press(journey, "#question-yes");
      journey.waitFor(() -> phase(model).equals("held"));
      assertThat(journey.shell.lookup("#rollout-hold")).isNull();
      press(journey, "#rollout-roll_back");
      journey.picture("31-roll-back");
      press(journey, "#question-yes");
      journey.waitFor(() -> phase(model).equals("rolled back"));
      journey.picture("32-rolled-back");
      assertThat(
              new Fetcher(registry).fetch(rules.at("canary"), "").orElseThrow().release().digest())
          .isEqualTo(release(1).digest());
    }
    try (AuditTrail trail =
        AuditTrail.open(
            dev.creance.catalogue.Workspace.ofReleases(Objects.requireNonNull(plan.getParent())))) {
      assertThat(trail.entries("web"))
          .extracting(AuditEntry::action)
          .containsExactly("started", "moving", "moved", "held", "rolling back", "rolled back");
    }
  }

  private static String phase(WorkbenchModel model) {
    ClusterBoard board = model.publish().clusters().board().get();
    return board == null || !model.status().idle() ? "" : board.phase();
  }

  private static ClusterBoard.Row row(ClusterBoard board, int number) {
    return board.clusters().get(number - 1);
  }

  private static void press(Journey journey, String id) {
    journey.robot.interact(() -> {
      Node node = journey.shell.lookup(id);
      assertThat(node).as(id).isNotNull();
      ((Button) node).fire();
    });
    WaitForAsyncUtils.waitForFxEvents();
  }
}
