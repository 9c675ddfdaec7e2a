package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, KeyPair> keys = new HashMap<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<RecorderProcess> agents = new ArrayList<>();
  private final Registry registry =
      new Registry(
          new RegistryOptions(
              Credentials.NONE, true, Duration.ofSeconds(10), 5, Duration.ofMillis(100)));

  @BeforeEach
  void network() throws Exception {
    Kernel.load(Kernel.everything()).close();
    for (String program : List.of("/usr/bin/docker-registry", "/usr/bin/prometheus")) {
      assumeTrue(
          Files.isExecutable(Path.of(program)),
          "needs " + program + ": apt install docker-registry prometheus");
    }
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
    startRegistry();
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

  private void startRegistry() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("registry.yml"),
            """
            version: 0.1
            log: {level: error}
            storage:
              filesystem: {rootdirectory: %s}
            http: {addr: "%s1:%d"}
            """
                .formatted(folder.resolve("storage"), NETWORK, REGISTRY_PORT));
    start("docker-registry", "serve", config.toString());
    await("the registry", "http://" + NETWORK + "1:" + REGISTRY_PORT + "/v2/", text -> true);
  }

  private void startPrometheus() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
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
                .formatted(NETWORK));
    start(
        "prometheus",
        "--config.file=" + config,
        "--storage.tsdb.path=" + folder.resolve("tsdb"),
        "--web.listen-address=127.0.0.1:" + PROMETHEUS_PORT);
  }

  private void start(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(command[0] + ".log").toFile())
            .start();
    opened.add(() -> {
      process.destroy();
      process.waitFor();
    });
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
    String yaml =
        """
        - rule: Shadow read
          desc: the file of passwords is read
          condition: %s
          output: "%%proc.cmdline reads %%fd.name"
          priority: WARNING
        """
            .formatted(condition);
    return Release.make(
        new ReleaseDraft("web", "1." + sequence + ".0", sequence, "ada", "0.50.0", List.of(), ""),
        List.of(new RuleFile("web.yaml", yaml.getBytes(StandardCharsets.UTF_8))),
        MeasureReport.EMPTY);
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
    Publisher publisher = new Publisher(registry);
    Release first =
        release(1, "evt.type in (open, openat) and fd.name = /etc/shadow and proc.name = cat");
    publisher.publish(first, approved(first), at("canary"));
    publisher.publish(first, approved(first), at("stable"));
    agent(1, "canary");
    agent(2, "stable");
    agent(3, "stable");
    startPrometheus();
    for (int node = 1; node <= 3; node++) {
      awaitMetric(node, "release=\"" + first.digest() + "\"");
      agents.get(node - 1).awaitMessage("watching");
    }
    must("cat", "/etc/shadow");
    for (int node = 1; node <= 3; node++) {
      awaitMetric(
          node,
          "creance_agent_rule_hits_total{rule=\"Shadow read\",priority=\"Warning\","
              + "source=\"syscall\"} 1");
      assertThat(Files.readString(folder.resolve("alerts" + node))).contains("cat /etc/shadow");
    }

    Release noisy = release(2, "evt.type in (open, openat) and fd.name startswith /");
    publisher.publish(noisy, approved(noisy), at("canary"));
    awaitMetric(1, "release=\"" + noisy.digest() + "\"");
    query(
        "sum by (cluster) (creance_agent_rule_hits_total) > 20",
        answer -> answer.contains("\"cluster\":\"first\"") && !answer.contains("rest"));
    List<Signature> back = approved(first);
    back.add(sign(first, "gate", Role.ROLLBACK, noisy.digest()));
    publisher.publish(first, back, at("canary"));
    awaitMetric(1, "release=\"" + first.digest() + "\"");

    Release third = release(3, "evt.type = openat and fd.name = /etc/shadow");
    publisher.publish(third, List.of(), at("stable"));
    refused("unsigned", first);
    publisher.publish(
        release(4, "evt.type = openat and fd.name = /etc/a"),
        List.of(sign(release(4, "evt.type = openat and fd.name = /etc/a"), "ada", Role.AUTHOR, "")),
        at("stable"));
    refused("approvals", first);
    Release self = release(5, "evt.type = openat and fd.name = /etc/b");
    publisher.publish(
        self,
        List.of(sign(self, "ada", Role.AUTHOR, ""), sign(self, "ada", Role.APPROVER, "")),
        at("stable"));
    refused("self_approved", first);
    Release broken = release(6, "evt.type = openat and fd.nome = /etc/b");
    publisher.publish(broken, approved(broken), at("stable"));
    refused("rules", first);
    Release good = release(7, "evt.type = openat and fd.name = /etc/shadow and proc.name = cat");
    publisher.publish(good, approved(good), at("stable"));
    for (int node = 2; node <= 3; node++) {
      awaitMetric(node, "release=\"" + good.digest() + "\"");
    }
    publisher.publish(first, approved(first), at("stable"));
    refused("downgrade", good);
    query(
        "sum by (reason) (creance_agent_release_refused_total) > 0",
        answer ->
            List.of("unsigned", "approvals", "self_approved", "rules", "downgrade").stream()
                .allMatch(answer::contains));
    for (RecorderProcess agent : agents) {
      agent.terminate();
    }
    for (int node = 2; node <= 3; node++) {
      assertThat(agents.get(node - 1).messages())
          .contains("refused (downgrade)", "refused (self_approved)");
    }
  }

  /** Both agents of the channel say why, and go on with what they had. */
  private void refused(String reason, Release running) throws Exception {
    for (int node = 2; node <= 3; node++) {
      String page = awaitMetric(node, "reason=\"" + reason + "\",message=");
      assertThat(page).contains("release=\"" + running.digest() + "\"");
    }
  }
}
