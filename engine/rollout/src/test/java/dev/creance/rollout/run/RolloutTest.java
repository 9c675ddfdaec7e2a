package dev.creance.rollout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.catalogue.AuditEntry;
import dev.creance.catalogue.AuditTrail;
import dev.creance.catalogue.Workspace;
import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Person;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.rollout.gate.Judgement.Decision;
import dev.creance.rollout.measure.FaultyPrometheus;
import dev.creance.rollout.measure.FaultyPrometheus.Fault;
import dev.creance.rollout.measure.Prometheus;
import dev.creance.rollout.plan.PlanReader;
import dev.creance.rollout.plan.RolloutPlan;
import dev.creance.rollout.run.RolloutState.Phase;
import dev.creance.testing.Fleet;
import dev.creance.testing.Fleet.Node;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two waves of clusters with a real registry and a real Prometheus; the agents are made up. */
class RolloutTest {
  private final Map<String, KeyPair> keys =
      Map.of("ada", Signing.newKeys(), "ben", Signing.newKeys(), "control", Signing.newKeys());

  @TempDir private Path folder;
  private LocalServers servers;
  private Fleet fleet;
  private Registry registry;
  private Prometheus prometheus;
  private AuditTrail trail;
  private Reference rules;
  private URI metrics;
  private RolloutPlan plan;

  @BeforeEach
  void start() throws Exception {
    Needs.programs("docker-registry", "prometheus");
    servers = new LocalServers(folder);
    fleet = new Fleet();
    for (String cluster : List.of("lab", "east", "west")) {
      fleet.node(cluster, 1);
      fleet.node(cluster, 2);
    }
    rules = Reference.parse(servers.registry().host() + "/rules/web");
    metrics = servers.prometheus(fleet.configuration()).address();
    registry =
        new Registry(
            new RegistryOptions(
                Credentials.NONE, false, Duration.ofSeconds(20), 4, Duration.ofMillis(10)));
    prometheus = new Prometheus(Duration.ofSeconds(20));
    trail = AuditTrail.open(new Workspace(folder));
    Policy policy =
        new Policy(
            List.of(
                new Person("ada", keys("ada").getPublic(), Set.of(Role.AUTHOR)),
                new Person("ben", keys("ben").getPublic(), Set.of(Role.APPROVER)),
                new Person("control", keys("control").getPublic(), Set.of(Role.ROLLBACK))),
            1,
            List.of(),
            0);
    Files.write(folder.resolve("policy.json"), ApprovalFiles.write(policy));
    Files.writeString(folder.resolve("control.key"), Signing.text(keys("control").getPrivate()));
    plan = plan(metrics.toString());
    Release first = release(1);
    for (String channel : List.of("canary", "stable")) {
      new Publisher(registry).publish(first, signed(first, "ben"), rules.at(channel));
    }
    runs("lab", first);
    runs("east", first);
    runs("west", first);
  }

  private RolloutPlan plan(String prometheusAddress) throws Exception {
    return plan(prometheusAddress, "2m");
  }

  private RolloutPlan plan(String prometheusAddress, String within) throws Exception {
    return PlanReader.read(
        Files.writeString(
            folder.resolve("plan.yaml"),
            """
            rollout: web
            rules: %s
            policy: policy.json
            prometheus: %s
            operator: {name: control, key: control.key}
            gate: {soak: 3s, node_hours: 0.0005, within: %s}
            waves:
              - {name: canary, clusters: [{name: lab, nodes: 2}]}
              - {name: stable, clusters: [east, west]}
            """
                .formatted(rules, prometheusAddress, within)));
  }

  @AfterEach
  void stop() throws Exception {
    if (trail != null) {
      trail.close();
      prometheus.close();
      registry.close();
    }
    if (fleet != null) {
      fleet.close();
      servers.close();
    }
  }

  private Release release(long sequence) throws Exception {
    MeasureReport report =
        new MeasureReport(
            List.of(new MeasureReport.Corpus("day", "sha256:" + "0".repeat(64), 1_000, 24)),
            List.of(
                new MeasureReport.RuleMeasure("shell", Map.of("normal", 240L), 10, 8, 12),
                new MeasureReport.RuleMeasure("quiet", Map.of("normal", 0L), 0, 0, 0.1)),
            List.of(),
            List.of());
    return Release.make(
        new ReleaseDraft("web", "1." + sequence + ".0", sequence, "ada", "", List.of(), ""),
        List.of(
            new RuleFile(
                "web.yaml",
                ("- list: l\n  items: [" + sequence + "]\n").getBytes(StandardCharsets.UTF_8))),
        report);
  }

  private KeyPair keys(String name) {
    return Objects.requireNonNull(keys.get(name), name);
  }

  private List<Signature> signed(Release release, String... approvers) throws Exception {
    List<Signature> all = new ArrayList<>();
    Instant time = Instant.parse("2026-01-02T03:04:05Z");
    all.add(Signing.sign(release.digest(), "ada", Role.AUTHOR, time, "", keys("ada").getPrivate()));
    for (String approver : approvers) {
      all.add(
          Signing.sign(
              release.digest(), approver, Role.APPROVER, time, "", keys(approver).getPrivate()));
    }
    return all;
  }

  private Rollout rollout() {
    return new Rollout(plan, trail, registry, prometheus);
  }

  private void runs(String cluster, Release release) {
    fleet.nodes(cluster).forEach(node -> node.release = release.digest());
  }

  private String offered(String channel) throws Exception {
    return new Fetcher(registry).fetch(rules.at(channel), "").orElseThrow().release().digest();
  }

  /** Time goes on: each node sees events, and a rule hits so often a second. */
  private Phase live(long hitsEachSecond, Set<Phase> until) throws Exception {
    for (int second = 0; second < 90; second++) {
      for (String cluster : List.of("lab", "east", "west")) {
        for (Node node : fleet.nodes(cluster)) {
          node.events += 1_000;
          node.hits.merge("quiet", hitsEachSecond, Long::sum);
        }
      }
      // A new one each time: what it knows is in the trail.
      Phase phase = rollout().advance().state().phase();
      if (until.contains(phase)) {
        return phase;
      }
      Thread.sleep(1_000);
    }
    throw new AssertionError("still " + rollout().advance());
  }

  private List<String> actions() throws Exception {
    return trail.entries("web").stream().map(AuditEntry::action).toList();
  }

  @Test
  void aGoodReleaseGoesThroughAllWaves() throws Exception {
    Release second = release(2);
    new Publisher(registry).publish(second, signed(second, "ben"), rules.at("next"));
    rollout().start("1.2.0", "ada");
    assertThat(rollout().advance().judgement().orElseThrow().reasons())
        .anyMatch(reason -> reason.contains("it soaks for 3 s"));
    assertThat(offered("canary")).isEqualTo(second.digest());
    assertThat(offered("stable")).isNotEqualTo(second.digest());
    runs("lab", second);
    assertThatThrownBy(() -> rollout().start("1.1.0", "ada"))
        .isInstanceOf(RolloutException.class)
        .hasMessageContaining("1.2.0 is under way");
    while (!offered("stable").equals(second.digest())) {
      live(0, Set.of(Phase.WATCHING, Phase.FINISHED, Phase.HELD));
      Thread.sleep(500);
    }
    runs("east", second);
    runs("west", second);
    assertThat(live(0, Set.of(Phase.FINISHED, Phase.HELD, Phase.ROLLED_BACK)))
        .as("%s", rollout().state())
        .isEqualTo(Phase.FINISHED);
    assertThat(actions())
        .containsExactly(
            "started", "moving", "moved", "passed", "moving", "moved", "passed", "finished");
    assertThat(rollout().status())
        .hasSize(3)
        .allSatisfy(cluster -> {
          assertThat(cluster.version()).isEqualTo("1.2.0");
          assertThat(cluster.drifted()).isZero();
          assertThat(cluster.state().measured().nodeHours()).isPositive();
        });
    assertThat(trail.check().holds()).isTrue();
  }

  @Test
  void aNoisyReleaseGoesBackByItself() throws Exception {
    String first = offered("canary");
    Release second = release(2);
    new Publisher(registry).publish(second, signed(second, "ben"), rules.at("next"));
    rollout().start("next", "ada");
    rollout().advance();
    runs("lab", second);
    assertThat(live(5, Set.of(Phase.ROLLED_BACK, Phase.HELD, Phase.FINISHED)))
        .as("%s", rollout().state())
        .isEqualTo(Phase.ROLLED_BACK);
    assertThat(rollout().state().reasons()).first().asString().startsWith("quiet: ");
    assertThat(offered("canary")).isEqualTo(first);
    assertThat(offered("stable")).isEqualTo(first);
    Fetched back = new Fetcher(registry).fetch(rules.at("canary"), "").orElseThrow();
    Policy policy =
        ApprovalFiles.policy(Files.readAllBytes(folder.resolve("policy.json")), "policy.json");
    assertThat(new Verifier(policy).judge(back.release(), back.signatures()).mayReplace())
        .containsExactly(second.digest());
    assertThat(actions())
        .containsExactly("started", "moving", "moved", "failed", "rolling back", "rolled back");
    assertThatThrownBy(() -> rollout().start("next", "ada"))
        .hasMessageContaining("this release was rolled back");
  }

  @Test
  void whatCannotBeMeasuredGoesNowhereAndHandsDecide() throws Exception {
    plan = plan("http://127.0.0.1:1");
    Release second = release(2);
    new Publisher(registry).publish(second, signed(second, "ben"), rules.at("next"));
    rollout().start("next", "ada");
    Rollout.Progress progress = rollout().advance();
    assertThat(progress.state().phase()).isEqualTo(Phase.WATCHING);
    assertThat(progress.judgement().orElseThrow().reasons())
        .first()
        .asString()
        .contains("lab cannot be measured", "Prometheus cannot be reached");
    rollout().hold("ben", "lunch");
    assertThat(rollout().advance().state().phase()).isEqualTo(Phase.HELD);
    rollout().resume("ben", "");
    assertThat(rollout().advance().state().phase()).isEqualTo(Phase.WATCHING);
    rollout().promote("ben", "I looked");
    assertThat(rollout().advance().state().wave()).isEqualTo(1);
    assertThat(offered("stable")).isEqualTo(second.digest());
    assertThat(rollout().rollBack("ben", "after all").state().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(offered("stable")).isEqualTo(release(1).digest());
    assertThat(offered("canary")).isEqualTo(release(1).digest());
    assertThat(trail.entries("web")).extracting(AuditEntry::actor).contains("ben", "ada", "gate");
  }

  @Test
  void aPrometheusThatFailsLetsNothingPass() throws Exception {
    Release second = release(2);
    new Publisher(registry).publish(second, signed(second, "ben"), rules.at("next"));
    rollout().start("next", "ada");
    prometheus.close();
    prometheus = new Prometheus(Duration.ofMillis(300));
    for (Fault fault : Fault.values()) {
      // Without a fault it tells of other times than those asked for, which is one, too.
      try (FaultyPrometheus faulty = new FaultyPrometheus(fault)) {
        plan = plan(faulty.address().toString());
        Rollout.Progress progress = rollout().advance();
        assertThat(progress.state().phase()).as("%s", fault).isEqualTo(Phase.WATCHING);
        assertThat(progress.judgement().orElseThrow())
            .as("%s", fault)
            .satisfies(said -> assertThat(said.decision()).isEqualTo(Decision.WAIT))
            .satisfies(
                said -> assertThat(said.reasons().getFirst()).startsWith("lab cannot be measured"));
      }
    }
    assertThat(offered("stable")).isEqualTo(release(1).digest());
    assertThat(actions()).containsExactly("started", "moving", "moved");
    try (FaultyPrometheus faulty = new FaultyPrometheus(Fault.DRIPPING_BODY)) {
      plan = plan(faulty.address().toString(), "3s");
      Thread.sleep(3_000);
      assertThat(rollout().advance().state().phase()).isEqualTo(Phase.HELD);
    }
    assertThat(offered("stable")).isEqualTo(release(1).digest());
  }

  @Test
  void whatNobodyApprovedIsRefused() throws Exception {
    Release second = release(2);
    new Publisher(registry).publish(second, signed(second), rules.at("next"));
    assertThatThrownBy(() -> rollout().start("next", "ada"))
        .isInstanceOf(RolloutException.class)
        .hasMessageContaining("no approval and needs 1");
    assertThat(trail.entries(second.digest()))
        .extracting(AuditEntry::action)
        .containsExactly("refused");
    assertThat(rollout().state().phase()).isEqualTo(Phase.NONE);
  }
}
