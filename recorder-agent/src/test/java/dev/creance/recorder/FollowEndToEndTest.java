package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.catalogue.AuditEntry;
import dev.creance.catalogue.AuditTrail;
import dev.creance.catalogue.Workspace;
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
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.rollout.measure.Prometheus;
import dev.creance.rollout.plan.PlanReader;
import dev.creance.rollout.plan.RolloutPlan;
import dev.creance.rollout.run.Rollout;
import dev.creance.rollout.run.RolloutState;
import dev.creance.rollout.run.RolloutState.Phase;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three agents in network namespaces, one of the cluster "first", two of the cluster "rest", that
 * follow the channels canary and stable of a real registry, watched by a real Prometheus.
 */
@Tag("kernel")
@Timeout(600)
final class FollowEndToEndTest {
  private static final String BRIDGE = "creance0";
  private static final String NETWORK = "10.211.73.";
  private static final int REGISTRY_PORT = 15073;
  private static final int PROMETHEUS_PORT = 15074;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> CHANNELS = List.of("canary", "stable");
  private static final List<String> REASONS =
      List.of("unsigned", "approvals", "self_approved", "signature", "rules", "downgrade");

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, KeyPair> keys = new HashMap<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<RecorderProcess> agents = new ArrayList<>();
  private LocalServers servers;
  private final Registry registry =
      new Registry(
          new RegistryOptions(
              Credentials.NONE, true, Duration.ofSeconds(10), 5, Duration.ofMillis(100)));
  private final Publisher publisher = new Publisher(registry);

  @BeforeEach
  void network() throws Exception {
    Kernel.load(Kernel.everything()).close();
    Needs.programs("docker-registry", "prometheus");
    assumeTrue(run("ip", "netns", "list") == 0, "needs ip netns: apt install iproute2");
    removeNetwork();
    assumeTrue(
        run("ip", "link", "add", BRIDGE, "type", "bridge") == 0,
        "this machine lets nobody add a bridge");
    must("ip", "addr", "add", NETWORK + "1/24", "dev", BRIDGE);
    must("ip", "link", "set", BRIDGE, "up");
    for (int i = 1; i <= 3; i++) {
      must("ip", "netns", "add", "creance" + i);
      must(
          "ip",
          "link",
          "add",
          "crn" + i,
          "type",
          "veth",
          "peer",
          "name",
          "eth0",
          "netns",
          "creance" + i);
      must("ip", "link", "set", "crn" + i, "master", BRIDGE, "up");
      inNode(i, "ip", "addr", "add", NETWORK + (10 + i) + "/24", "dev", "eth0");
      inNode(i, "ip", "link", "set", "eth0", "up");
      inNode(i, "ip", "link", "set", "lo", "up");
    }
    servers = new LocalServers(folder);
    opened.add(servers);
    servers.registry(NETWORK + "1:" + REGISTRY_PORT);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
    registry.close();
    http.close();
    removeNetwork();
  }

  private static void removeNetwork() throws Exception {
    for (int i = 1; i <= 3; i++) {
      run("ip", "netns", "del", "creance" + i);
    }
    run("ip", "link", "del", BRIDGE);
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void must(String... command) throws Exception {
    assertThat(run(command)).as(String.join(" ", command)).isZero();
  }

  private static void inNode(int node, String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", "creance" + node));
    all.addAll(List.of(command));
    must(all.toArray(String[]::new));
  }

  private void startPrometheus() throws Exception {
    servers.prometheus(
        """
        global: {scrape_interval: 1s}
        scrape_configs:
          - job_name: creance-agent
            static_configs:
              - targets: ["%1$s11:9376"]
                labels: {cluster: first}
              - targets: ["%1$s12:9376", "%1$s13:9376"]
                labels: {cluster: rest}
        """
            .formatted(NETWORK),
        "127.0.0.1:" + PROMETHEUS_PORT);
  }

  private RecorderProcess agent(int node, String channel) throws Exception {
    RecorderProcess agent =
        RecorderProcess.start(
            // Its network only: "ip netns exec" would hide the kernel's file systems from it.
            List.of("nsenter", "--net=/run/netns/creance" + node),
            "follow",
            at(channel).toString(),
            "--plain-http",
            "--policy",
            folder.resolve("policy.json").toString(),
            "--state",
            folder.resolve("state" + node).toString(),
            "--every",
            "1s",
            "--quiet",
            "--alerts",
            folder.resolve("alerts" + node).toString(),
            "--metrics-listen",
            "0.0.0.0:9376");
    opened.add(agent);
    agents.add(agent);
    return agent;
  }

  private String await(String what, String address, Predicate<String> good) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "no answer";
    while (System.nanoTime() < deadline) {
      try {
        last =
            http.send(
                    HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .body();
        if (good.test(last)) {
          return last;
        }
      } catch (IOException e) {
        last = e.toString();
      }
      Thread.sleep(200);
    }
    throw new AssertionError(
        what + ": " + last + "\n" + agents.stream().map(RecorderProcess::messages).toList());
  }

  private String awaitMetric(int node, String line) throws Exception {
    return await(
        "node " + node + ", " + line,
        "http://" + NETWORK + (10 + node) + ":9376/metrics",
        page -> page.contains(line));
  }

  private String query(String query, Predicate<String> good) throws Exception {
    return await(
        query,
        "http://127.0.0.1:"
            + PROMETHEUS_PORT
            + "/api/v1/query?query="
            + java.net.URLEncoder.encode(query, StandardCharsets.UTF_8),
        good);
  }

  private static Reference at(String channel) {
    return Reference.parse(NETWORK + "1:" + REGISTRY_PORT + "/rules/web:" + channel);
  }

  private Person person(String name, Role... roles) {
    KeyPair pair = keys.computeIfAbsent(name, key -> Signing.newKeys());
    return new Person(name, pair.getPublic(), Set.of(roles));
  }

  private Signature sign(Release release, String person, Role role, String comment)
      throws Exception {
    KeyPair pair = java.util.Objects.requireNonNull(keys.get(person));
    return Signing.sign(release.digest(), person, role, Instant.now(), comment, pair.getPrivate());
  }

  private static Release release(int sequence, String condition) throws Exception {
    return release("Shadow read", sequence, condition);
  }

  private static Release release(String rule, int sequence, String condition) throws Exception {
    String yaml =
        """
        - rule: %s
          desc: a file is read
          condition: %s
          output: "%%proc.cmdline reads %%fd.name"
          priority: WARNING
        - rule: Quiet
          desc: nobody does this
          condition: evt.type = openat and fd.name = /nobody/does/this
          output: "%%proc.cmdline"
          priority: WARNING
        """
            .formatted(rule, condition);
    return Release.make(
        new ReleaseDraft("web", "1." + sequence + ".0", sequence, "ada", "0.50.0", List.of(), ""),
        List.of(new RuleFile("web.yaml", yaml.getBytes(StandardCharsets.UTF_8))),
        new MeasureReport(
            List.of(new MeasureReport.Corpus("day", "sha256:" + "0".repeat(64), 1_000, 24)),
            List.of(
                new MeasureReport.RuleMeasure(rule, Map.of("normal", 0L), 0, 0, 0.1),
                new MeasureReport.RuleMeasure("Quiet", Map.of("normal", 0L), 0, 0, 0.1)),
            List.of(),
            List.of()));
  }

  private List<Signature> approved(Release release) throws Exception {
    return new ArrayList<>(
        List.of(
            sign(release, "ada", Role.AUTHOR, ""), sign(release, "ben", Role.APPROVER, "good")));
  }

  @Test
  void releasesGoOutAreMeasuredRolledBackAndRefused() throws Exception {
    Policy policy =
        new Policy(
            List.of(
                person("ada", Role.AUTHOR, Role.APPROVER),
                person("ben", Role.APPROVER),
                person("gate", Role.ROLLBACK)),
            1,
            List.of(),
            1);
    Files.write(folder.resolve("policy.json"), ApprovalFiles.write(policy));
    Files.writeString(
        folder.resolve("gate.key"),
        Signing.text(java.util.Objects.requireNonNull(keys.get("gate")).getPrivate()));
    Release first =
        release(1, "evt.type in (open, openat) and fd.name = /etc/shadow and proc.name = cat");
    for (String channel : CHANNELS) {
      publisher.publish(first, approved(first), at(channel));
    }
    agent(1, "canary");
    agent(2, "stable");
    agent(3, "stable");
    startPrometheus();
    for (int node = 1; node <= 3; node++) {
      awaitRelease(node, first);
      agents.get(node - 1).awaitMessage("watching");
    }
    try (AuditTrail trail = AuditTrail.open(new Workspace(folder));
        Prometheus prometheus = new Prometheus(Duration.ofSeconds(10))) {
      Rollout rollout = new Rollout(plan(), trail, registry, prometheus);
      Release second = release(2, "evt.type in (open, openat) and fd.name = /etc/shadow");
      theCanaryDetectsThenAllRun(rollout, first, second);
      aNoisyReleaseGoesBackByItself(rollout, second);
      assertThat(trail.check().holds()).isTrue();
      assertThat(trail.entries("web"))
          .extracting(AuditEntry::action)
          .startsWith("started", "moving", "moved", "passed", "moving", "moved", "passed")
          .endsWith("started", "moving", "moved", "failed", "rolling back", "rolled back");
      refusals(first, second);
    }
  }

  private RolloutPlan plan() throws Exception {
    return PlanReader.read(
        Files.writeString(
            folder.resolve("web.plan.yaml"),
            """
            rollout: web
            rules: %s
            policy: policy.json
            prometheus: http://127.0.0.1:%d
            operator: {name: gate, key: gate.key}
            gate: {soak: 3s, node_hours: 0.0005, within: 2m, except: [Shadow read]}
            waves:
              - {name: canary, clusters: [{name: first, nodes: 1}]}
              - {name: stable, clusters: [{name: rest, nodes: 2}]}
            """
                .formatted(NETWORK + "1:" + REGISTRY_PORT + "/rules/web", PROMETHEUS_PORT)));
  }

  /** Goes on as {@code creance release rollout --watch} does, until it is somewhere. */
  private RolloutState advance(Rollout rollout, Work meanwhile, Predicate<RolloutState> done)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Rollout.Progress progress = rollout.advance();
    while (!done.test(progress.state())) {
      assertThat(System.nanoTime()).as("%s", progress).isLessThan(deadline);
      assertThat(progress.state().phase()).as("%s", progress).isNotEqualTo(Phase.HELD);
      meanwhile.run();
      Thread.sleep(500);
      progress = rollout.advance();
    }
    return progress.state();
  }

  /** What happens on the machine between two looks. */
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private void theCanaryDetectsThenAllRun(Rollout rollout, Release first, Release second)
      throws Exception {
    publisher.publish(second, approved(second), at("next"));
    rollout.start("next", "ben");
    advance(rollout, () -> {}, state -> state.phase() == Phase.WATCHING);
    awaitRelease(1, second);
    assertThat(page(2)).contains(runs(first));
    assertThat(page(3)).contains(runs(first));
    must("head", "-c1", "/etc/shadow"); // only the second release's rule sees it
    awaitMetric(1, hits("Shadow read", 1));
    assertThat(Files.readString(folder.resolve("alerts1"))).contains("head -c1 /etc/shadow");
    for (int node = 2; node <= 3; node++) {
      assertThat(page(node)).contains(hits("Shadow read", 0), runs(first));
    }
    advance(rollout, () -> {}, state -> state.phase() == Phase.FINISHED);
    for (int node = 1; node <= 3; node++) {
      awaitRelease(node, second);
    }
    must("head", "-c1", "/etc/shadow");
    for (int node = 2; node <= 3; node++) {
      awaitMetric(node, hits("Shadow read", 1));
      assertThat(Files.readString(folder.resolve("alerts" + node)))
          .contains("head -c1 /etc/shadow");
    }
    for (int node = 1; node <= 3; node++) {
      assertThat(page(node))
          .contains(
              "creance_agent_release_swaps_total 1\n", "creance_agent_events_unseen_total 0\n");
    }
  }

  /** Nothing of it was foretold, for the machine did not do it when the rules were measured. */
  private void aNoisyReleaseGoesBackByItself(Rollout rollout, Release second) throws Exception {
    Path often = Files.writeString(folder.resolve("often"), "read often\n");
    Release noisy = release("Often", 3, "evt.type in (open, openat) and fd.name = " + often);
    publisher.publish(noisy, approved(noisy), at("next"));
    rollout.start("next", "ben");
    RolloutState ended =
        advance(
            rollout,
            () -> {
              for (int i = 0; i < 5; i++) {
                must("cat", often.toString());
              }
            },
            state -> state.phase().ended());
    assertThat(ended.phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(ended.reasons()).anyMatch(reason -> reason.startsWith("Often: "));
    awaitRelease(1, second);
    assertThat(agents.getFirst().messages()).contains("release " + noisy.digest() + " runs");
    for (int node = 2; node <= 3; node++) {
      assertThat(page(node)).contains(runs(second));
      assertThat(agents.get(node - 1).messages()).doesNotContain(noisy.digest());
    }
  }

  /** What is put into the registry past the commands, under both channels. */
  private void refusals(Release first, Release second) throws Exception {
    Release third = release(4, "evt.type = openat and fd.name = /etc/a");
    refused("unsigned", third, List.of(), second);
    Release fourth = release(5, "evt.type = openat and fd.name = /etc/b");
    refused("approvals", fourth, List.of(sign(fourth, "ada", Role.AUTHOR, "")), second);
    Release self = release(6, "evt.type = openat and fd.name = /etc/c");
    refused(
        "self_approved",
        self,
        List.of(sign(self, "ada", Role.AUTHOR, ""), sign(self, "ada", Role.APPROVER, "")),
        second);
    Release good = release(7, "evt.type = openat and fd.name = /etc/d");
    Release tampered = release(7, "evt.type = openat and fd.name = /etc/e");
    refused("signature", tampered, approved(good), second);
    Release broken = release(8, "evt.type = openat and fd.nome = /etc/b");
    refused("rules", broken, approved(broken), second);
    refused("downgrade", first, approved(first), second);
    query(
        "count by (reason) (creance_agent_release_refused_total > 0)",
        answer ->
            REASONS.stream()
                .allMatch(reason ->
                    answer.matches("(?s).*\"" + reason + "\"\\},\"value\":\\[[0-9.]+,\"3\".*")));
    for (RecorderProcess agent : agents) {
      agent.terminate();
    }
    for (RecorderProcess agent : agents) {
      assertThat(agent.messages())
          .contains(REASONS.stream().map(reason -> "refused (" + reason + ")").toList());
    }
  }

  /** Every agent says why, and goes on with what it had. */
  private void refused(String reason, Release bad, List<Signature> signatures, Release running)
      throws Exception {
    for (String channel : CHANNELS) {
      publisher.publish(bad, signatures, at(channel));
    }
    for (int node = 1; node <= 3; node++) {
      String page = awaitMetric(node, "reason=\"" + reason + "\",message=");
      assertThat(page).contains(runs(running));
    }
  }

  private static String runs(Release release) {
    return "release=\"" + release.digest() + "\"";
  }

  private void awaitRelease(int node, Release release) throws Exception {
    awaitMetric(node, runs(release));
  }

  private String page(int node) throws Exception {
    return awaitMetric(node, "");
  }

  private static String hits(String rule, int count) {
    return "creance_agent_rule_hits_total{rule=\""
        + rule
        + "\",priority=\"Warning\",source=\"syscall\"} "
        + count
        + "\n";
  }
}
