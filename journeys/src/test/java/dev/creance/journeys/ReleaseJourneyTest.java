package dev.creance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.catalogue.AuditEntry;
import dev.creance.catalogue.AuditTrail;
import dev.creance.catalogue.Workspace;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.Digest;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.testing.JavaProgram;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases of two rulesets on their way to three nodes, one in the cluster "first", which follows
 * the canary channels, two in the cluster "rest", which follow the stable ones. Commands and agents
 * are processes of their own, registry and Prometheus are Debian's, and what the gate compares is
 * what the commands measured on recordings with what the agents saw of the kernel.
 */
@Tag("kernel")
@Timeout(900)
final class ReleaseJourneyTest {
  private static final int NODES = 3;
  private static final Path CORPORA = Path.of("../corpora").toAbsolutePath().normalize();
  private static final List<String> CHANNELS = List.of("canary", "stable");

  /** The port at which the agents of a ruleset tell their metrics. */
  private enum Ruleset {
    WEB(9376),
    STOCK(9377);

    final int port;

    Ruleset(int port) {
      this.port = port;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
  private Nodes nodes;
  private LocalServers servers;
  private Commands creance;
  private int registryPort;
  private String prometheus = "";
  private Path secret;
  private Path vault;
  private Path log;
  private List<Path> corpora;
  private final List<Agent> agents = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    Needs.programs("docker-registry", "prometheus");
    nodes = new Nodes(NODES);
    opened.add(nodes);
    Agent.assumeThatItCanWatch();
    servers = new LocalServers(folder);
    opened.add(servers);
    registryPort = LocalServers.freePort();
    servers.registry("0.0.0.0:" + registryPort);
    creance = new Commands(Files.createDirectories(folder.resolve("workspace")));
    secret =
        Files.writeString(
            Files.createDirectories(folder.resolve("home")).resolve("id_rsa"), "no key\n");
    vault = Files.writeString(folder.resolve("home/vault"), "nothing\n");
    log = Files.writeString(folder.resolve("home/day.log"), "a day's work\n");
    corpora = List.of(folder.resolve("normal"), folder.resolve("attacks"));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
    threads.shutdownNow();
    http.close();
  }

  /** The repository of a ruleset, as this machine and as nodes call it. */
  private String at(String host, Ruleset ruleset, String channel) {
    return host + ":" + registryPort + "/rules/" + ruleset + ":" + channel;
  }

  private String here(Ruleset ruleset, String channel) {
    return at("127.0.0.1", ruleset, channel);
  }

  @Test
  void releasesGoOutAreMeasuredRolledBackAndRefused() throws Exception {
    together(this::peopleAndTheirPolicy, this::whatIsNormalAndWhatIsNot);
    together(() -> firstReleases(Ruleset.WEB), () -> firstReleases(Ruleset.STOCK));
    startNodes();
    together(() -> secondRelease(Ruleset.WEB), () -> secondRelease(Ruleset.STOCK));
    together(
        () -> theCanaryDetectsThenAllRun(Ruleset.WEB),
        () -> theCanaryDetectsThenAllRun(Ruleset.STOCK));
    allDetectedAndMissedNothing();
    aNoisyReleaseGoesBackByItself();
    whatTheCommandsRefuse();
    whatTheAgentsRefuse();
    assertThat(creance.release(0, "audit", "--verify")).contains("as they were written");
    noByteMayBeAnother();
  }

  /** What does not depend on each other, at once. */
  private void together(Step... steps) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    for (Step step : steps) {
      Callable<Void> call =
          () -> {
            step.run();
            return null;
          };
      all.add(threads.submit(call));
    }
    for (Future<?> one : all) {
      one.get();
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private void peopleAndTheirPolicy() throws Exception {
    String ada = creance.makeKey("ada");
    String ben = creance.makeKey("ben");
    String gate = creance.makeKey("gate");
    creance.write(
        "policy.json",
        """
        {"people": [{"name": "ada", "key": "%s", "roles": ["AUTHOR", "APPROVER"]},
                    {"name": "ben", "key": "%s", "roles": ["APPROVER"]},
                    {"name": "gate", "key": "%s", "roles": ["ROLLBACK"]}],
         "approvals": 1, "stricter": [], "forBreaches": 1}
        """
            .formatted(ada, ben, gate));
  }

  private void whatIsNormalAndWhatIsNot() throws Exception {
    creance.run(
        0,
        "import",
        CORPORA.resolve("normal-admin/capture.scap.gz").toString(),
        CORPORA.resolve("normal-maintenance/capture.scap.gz").toString(),
        "--label",
        "normal",
        "--into",
        corpora.getFirst().toString());
    creance.run(
        0,
        "import",
        CORPORA.resolve("attacks/capture.scap.gz").toString(),
        "--labels",
        CORPORA.resolve("attacks/labels.json").toString(),
        "--into",
        corpora.getLast().toString());
  }

  private String webRules(String keyReaders) {
    return """
    - rule: Key read
      desc: somebody reads a private key
      condition: evt.type in (open, openat, openat2) and fd.name endswith /id_rsa%s
      output: "%%proc.cmdline reads %%fd.name"
      priority: WARNING
      tags: [web]
    - rule: Web server starts a shell
      desc: what serves pages runs commands
      condition: evt.type in (execve, execveat) and proc.name in (sh, bash, dash) and proc.pname = nginx
      output: "%%proc.cmdline of %%proc.pcmdline"
      priority: WARNING
      tags: [web]
    """
        .formatted(keyReaders);
  }

  private void firstReleases(Ruleset ruleset) throws Exception {
    Path rules =
        switch (ruleset) {
          case WEB -> creance.write("1.0.0/web.yaml", webRules(" and proc.name = cat"));
          case STOCK -> CORPORA.resolve("rules/falco_rules.yaml");
        };
    creance.build(ruleset.toString(), "1.0.0", "", corpora, rules);
    creance.approve(ruleset.toString(), "1.0.0");
    creance.publish(0, ruleset.toString(), "1.0.0", here(ruleset, "canary"));
    creance.release(
        0,
        "promote",
        "--policy",
        creance.policy(),
        "--as",
        "ada",
        "--from",
        here(ruleset, "canary"),
        "--to",
        "stable");
  }

  private void secondRelease(Ruleset ruleset) throws Exception {
    List<Path> rules =
        switch (ruleset) {
          case WEB -> List.of(creance.write("1.1.0/web.yaml", webRules("")));
          case STOCK ->
              List.of(
                  CORPORA.resolve("rules/falco_rules.yaml"),
                  creance.write(
                      "1.1.0/ours.yaml",
                      """
                      - list: sensitive_file_names
                        items: [%s]
                        override: {items: append}
                      """
                          .formatted(vault)));
        };
    creance.build(ruleset.toString(), "1.1.0", "1.0.0", corpora, rules.toArray(Path[]::new));
    creance.approve(ruleset.toString(), "1.1.0");
    creance.publish(0, ruleset.toString(), "1.1.0", here(ruleset, "next"));
  }

  private void startNodes() throws Exception {
    for (int node = 1; node <= NODES; node++) {
      for (Ruleset ruleset : Ruleset.values()) {
        agent(node, ruleset, at(nodes.host(), ruleset, node == 1 ? "canary" : "stable"), "1s");
      }
      // What a node does all day.
      nodes.start(node, "while :; do cat " + log + "; sleep 0.2; done");
    }
    StringBuilder scraped =
        new StringBuilder(
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: creance-agent
                static_configs:
            """);
    for (Agent agent : agents) {
      scraped.append(
          "    - {targets: ['%s'], labels: {cluster: %s, ruleset: %s}}\n"
              .formatted(agent.metrics().getAuthority(), cluster(agent), rulesetOf(agent)));
    }
    prometheus = servers.prometheus(scraped.toString()).address().toString();
    for (Agent agent : agents) {
      agent.awaitRelease(digest(rulesetOf(agent), "1.0.0"));
      agent.program().awaitMessage("watching");
    }
  }

  private Agent agent(int node, Ruleset ruleset, String channel, String every) throws Exception {
    Agent agent =
        Agent.follow(
            ruleset + "-" + node,
            nodes.agent(node),
            channel,
            nodes.address(node) + ":" + ruleset.port,
            folder,
            creance.policy(),
            http,
            List.of(
                "--every",
                every,
                "--cgroup",
                nodes.cgroup(node).toString(),
                "--host-name",
                "node-" + node));
    opened.add(agent);
    agents.add(agent);
    return agent;
  }

  private static Ruleset rulesetOf(Agent agent) {
    return agent.name().startsWith("web") ? Ruleset.WEB : Ruleset.STOCK;
  }

  private static String cluster(Agent agent) {
    return agent.name().endsWith("-1") ? "first" : "rest";
  }

  private String digest(Ruleset ruleset, String version) throws Exception {
    return creance.digest(ruleset.toString(), version);
  }

  /** A plan whose gate judges every rule. */
  private Path plan(Ruleset ruleset) throws Exception {
    return creance.write(
        ruleset + ".plan.yaml",
        """
        rollout: %1$s
        rules: 127.0.0.1:%2$d/rules/%1$s
        policy: policy.json
        prometheus: %3$s
        operator: {name: gate, key: gate.key}
        gate: {soak: 4s, node_hours: 0.001, within: 3m}
        waves:
          - name: canary
            gate: {soak: 10s, node_hours: 0.002, within: 3m}
            clusters: [{name: first, nodes: 1, select: 'cluster="first",ruleset="%1$s"'}]
          - name: stable
            clusters: [{name: rest, nodes: 2, select: 'cluster="rest",ruleset="%1$s"'}]
        """
            .formatted(ruleset, registryPort, prometheus));
  }

  private JavaProgram rollout(Ruleset ruleset, String version) throws Exception {
    JavaProgram program =
        creance.startRelease(
            "rollout", "--release", version, "--watch", "--every", 1, "--as", "ben", plan(ruleset));
    opened.add(program);
    return program;
  }

  /** Harmless: only the second release of the ruleset sees it. */
  private void attack(int node, Ruleset ruleset) throws Exception {
    nodes.run(node, command(ruleset));
  }

  private static String hits(Ruleset ruleset, int count) {
    return "creance_agent_rule_hits_total{rule=\"%s\",priority=\"Warning\",source=\"syscall\"} %d\n"
        .formatted(ruleset == Ruleset.WEB ? "Key read" : "Read sensitive file untrusted", count);
  }

  private String command(Ruleset ruleset) {
    return ruleset == Ruleset.WEB ? "head -c1 " + secret : "tail -c1 " + vault;
  }

  private void theCanaryDetectsThenAllRun(Ruleset ruleset) throws Exception {
    JavaProgram rollout = rollout(ruleset, "1.1.0");
    Agent canary = canary(ruleset);
    String digest = digest(ruleset, "1.1.0");
    canary.awaitRelease(digest);
    // What comes before Prometheus has seen the release there is nobody's.
    awaitAnswer(
        "creance_agent_release_info{" + runs(digest) + "}", answer -> answer.contains(digest));
    attack(1, ruleset);
    canary.awaitMetric(hits(ruleset, 1));
    canary.awaitAlert(command(ruleset), "\"hostname\":\"node-1\"");
    assertThat(rollout.await()).as(rollout.messages()).isZero();
    for (Agent agent : others(ruleset)) {
      agent.awaitRelease(digest(ruleset, "1.1.0"));
      assertThat(agent.page()).contains(hits(ruleset, 0));
      assertThat(loaded(agent) - loaded(canary))
          .as("seconds by which %s came after the canary", agent.name())
          .isGreaterThan(9);
      attack(Integer.parseInt(agent.name().replaceAll("\\D", "")), ruleset);
      agent.awaitAlert(command(ruleset));
    }
  }

  private void allDetectedAndMissedNothing() throws Exception {
    for (Agent agent : agents) {
      assertThat(agent.alertsSoFar())
          .containsOnlyOnce("\"proc.cmdline\":\"" + command(rulesetOf(agent)) + "\"");
      assertThat(agent.page())
          .contains(hits(rulesetOf(agent), 1))
          .contains("creance_agent_release_swaps_total 1\n")
          .contains("creance_agent_events_unseen_total 0\n");
    }
    try (AuditTrail trail = AuditTrail.open(new Workspace(creance.workspace()))) {
      for (Ruleset ruleset : Ruleset.values()) {
        List<AuditEntry> steps = trail.entries(ruleset.toString());
        assertThat(steps)
            .extracting(AuditEntry::action)
            .containsExactly(
                "started", "moving", "moved", "passed", "moving", "moved", "passed", "finished");
        // The gate let it through though it saw the attack: what was foretold allows for one.
        assertThat(steps.get(3).detail()).contains("\"hits\":1,");
      }
    }
  }

  private static double loaded(Agent agent) throws Exception {
    return agent.metric("creance_agent_release_loaded_timestamp_seconds");
  }

  private List<Agent> agents(Ruleset ruleset, String cluster) {
    return agents.stream()
        .filter(agent -> rulesetOf(agent) == ruleset && cluster(agent).equals(cluster))
        .toList();
  }

  private Agent canary(Ruleset ruleset) {
    return agents(ruleset, "first").getFirst();
  }

  private List<Agent> others(Ruleset ruleset) {
    return agents(ruleset, "rest");
  }

  /** Ada measured it and found it silent: no recording has what these nodes do all day. */
  private void aNoisyReleaseGoesBackByItself() throws Exception {
    Path rules =
        creance.write(
            "1.2.0/web.yaml",
            webRules("")
                + """
                - rule: Log read
                  desc: somebody looks what happened
                  condition: evt.type in (open, openat, openat2) and fd.name endswith /day.log
                  output: "%proc.cmdline reads %fd.name"
                  priority: NOTICE
                """);
    creance.build("web", "1.2.0", "1.1.0", corpora, rules);
    String unapproved = creance.publish(1, "web", "1.2.0", here(Ruleset.WEB, "next"));
    assertThat(unapproved).contains("it has no approval and needs 1");
    creance.approve("web", "1.2.0");
    creance.publish(0, "web", "1.2.0", here(Ruleset.WEB, "next"));
    JavaProgram rollout = rollout(Ruleset.WEB, "1.2.0");
    assertThat(rollout.await()).as(rollout.messages()).isEqualTo(1);
    assertThat(rollout.messages())
        .contains("rolled back", "Log read: ", "where 0 to 0 were foretold");
    Agent canary = canary(Ruleset.WEB);
    canary.awaitRelease(digest(Ruleset.WEB, "1.1.0"));
    String noisy = digest(Ruleset.WEB, "1.2.0");
    assertThat(canary.program().messages()).contains("release " + noisy + " runs");
    for (Agent agent : agents) {
      if (agent != canary) {
        assertThat(agent.program().messages()).doesNotContain(noisy);
        assertThat(agent.page()).contains("creance_agent_release_swaps_total 1\n");
      }
      assertThat(agent.page())
          .contains(runs(digest(rulesetOf(agent), "1.1.0")))
          .contains("creance_agent_events_unseen_total 0\n");
    }
    String again =
        creance.release(1, "rollout", "--release", "1.2.0", "--as", "ben", plan(Ruleset.WEB));
    assertThat(again).contains("was rolled back", "make a new one");
  }

  private static String runs(String digest) {
    return "release=\"" + digest + "\"";
  }

  private void whatTheCommandsRefuse() throws Exception {
    String self =
        creance.release(
            1,
            "approve",
            "--person",
            "ada",
            "--key",
            creance.key("ada"),
            creance.releaseFolder("web", "1.2.0"));
    assertThat(self).contains("somebody else approves");
    Path manifest = creance.releaseFolder("stock", "1.1.0").resolve("report.json");
    byte[] whole = Files.readAllBytes(manifest);
    byte[] changed = whole.clone();
    changed[changed.length / 2] ^= 1;
    Files.write(manifest, changed);
    assertThat(creance.publish(3, "stock", "1.1.0", here(Ruleset.STOCK, "next")))
        .contains("not the one that was approved");
    Files.write(manifest, whole);
  }

  private Signature sign(Release release, String person, Role role) throws Exception {
    return Signing.sign(
        release.digest(),
        person,
        role,
        Instant.now(),
        "",
        Signing.privateKey(Files.readString(creance.key(person))));
  }

  private List<Signature> approved(Release release) throws Exception {
    return List.of(sign(release, "ada", Role.AUTHOR), sign(release, "ben", Role.APPROVER));
  }

  /** A small release past the commands. */
  private static Release forged(Ruleset ruleset, long sequence, String field) throws Exception {
    String yaml =
        """
        - rule: r%d
          desc: d
          condition: evt.type = openat and %s = /a
          output: o
          priority: INFO
        """
            .formatted(sequence, field);
    return Release.make(
        new ReleaseDraft(
            ruleset.toString(), "2." + sequence + ".0", sequence, "ada", "", List.of(), ""),
        List.of(new RuleFile("r.yaml", yaml.getBytes(StandardCharsets.UTF_8))),
        MeasureReport.EMPTY);
  }

  /** Puts something under both channels of a ruleset, as somebody who has the registry's login. */
  @FunctionalInterface
  private interface Deed {
    void put(Publisher publisher, Ruleset ruleset, Reference channel) throws Exception;
  }

  private void whatTheAgentsRefuse() throws Exception {
    refused(
        "unsigned",
        (publisher, ruleset, channel) ->
            publisher.publish(forged(ruleset, 10, "fd.name"), List.of(), channel));
    refused(
        "approvals",
        (publisher, ruleset, channel) -> {
          Release release = forged(ruleset, 11, "fd.name");
          publisher.publish(release, List.of(sign(release, "ada", Role.AUTHOR)), channel);
        });
    refused(
        "self_approved",
        (publisher, ruleset, channel) -> {
          Release release = forged(ruleset, 12, "fd.name");
          publisher.publish(
              release,
              List.of(sign(release, "ada", Role.AUTHOR), sign(release, "ada", Role.APPROVER)),
              channel);
        });
    refused(
        "signature",
        (publisher, ruleset, channel) ->
            publisher.publish(
                forged(ruleset, 13, "fd.directory"),
                approved(forged(ruleset, 13, "fd.name")),
                channel));
    refused(
        "damaged",
        (publisher, ruleset, channel) -> {
          Release release = forged(ruleset, 14, "fd.name");
          String artifact = publisher.publish(release, approved(release), channel.at("prepared"));
          flipAByteInTheRegistry(release.digest());
          publisher.promote(channel, artifact);
        });
    refused(
        "rules",
        (publisher, ruleset, channel) -> {
          Release release = forged(ruleset, 15, "fd.nome");
          publisher.publish(release, approved(release), channel);
        });
    refused(
        "downgrade",
        (publisher, ruleset, channel) -> {
          ReleaseFolder old = new ReleaseFolder(creance.releaseFolder(ruleset.toString(), "1.0.0"));
          publisher.publish(old.release(), old.signatures(), channel);
        });
    // Each agent of both rulesets told Prometheus of each.
    String all =
        awaitAnswer(
            "count by (reason) (creance_agent_release_refused_total > 0)",
            answer -> Pattern.compile("\"6\"\\]").matcher(answer).results().count() == 7);
    assertThat(all)
        .contains(
            "unsigned", "approvals", "self_approved", "signature", "damaged", "rules", "downgrade");
  }

  /** What Prometheus says to a query, as soon as it is as it should be. */
  private String awaitAnswer(String query, Predicate<String> good) throws Exception {
    URI address =
        URI.create(
            prometheus + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    String answer = "";
    for (int i = 0; i < 300; i++) {
      answer =
          http.send(
                  HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      if (good.test(answer)) {
        return answer;
      }
      Thread.sleep(200);
    }
    throw new AssertionError(query + ": " + answer);
  }

  /** Every agent says why, in its metrics and its log, and goes on with what it had. */
  private void refused(String reason, Deed deed) throws Exception {
    try (Registry registry =
        new Registry(
            new RegistryOptions(
                Credentials.NONE, true, Duration.ofSeconds(10), 5, Duration.ofMillis(100)))) {
      for (Ruleset ruleset : Ruleset.values()) {
        for (String channel : CHANNELS) {
          deed.put(new Publisher(registry), ruleset, Reference.parse(here(ruleset, channel)));
        }
      }
    }
    for (Agent agent : agents) {
      agent.awaitMetric("reason=\"" + reason + "\",message=");
      assertThat(agent.page()).contains(runs(digest(rulesetOf(agent), "1.1.0")));
      assertThat(agent.metric("creance_agent_release_refused_total{reason=\"" + reason + "\"}"))
          .isPositive();
      assertThat(agent.program().messages()).contains("refused (" + reason + ") sha256:");
    }
  }

  /** Of the blob with a digest, as a failing disk would do it, or somebody at the machine. */
  private void flipAByteInTheRegistry(String digest) throws Exception {
    String name = digest.substring("sha256:".length());
    Path blob =
        folder
            .resolve("storage/docker/registry/v2/blobs/sha256/" + name.substring(0, 2))
            .resolve(name)
            .resolve("data");
    byte[] bytes = Files.readAllBytes(blob);
    if (Digest.of(bytes).equals(digest)) { // once for both channels
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);
    }
  }

  /** All agents of a ruleset, at a registry that shows them a release with every byte flipped. */
  private void noByteMayBeAnother() throws Exception {
    List<Agent> before = agents.stream().filter(agent -> rulesetOf(agent) == Ruleset.WEB).toList();
    for (Agent agent : before) {
      agent.program().terminate();
      assertThat(agent.program().await()).as(agent.program().messages()).isZero();
    }
    Release good = forged(Ruleset.WEB, 20, "fd.name");
    try (TamperedRegistry registry = new TamperedRegistry(nodes.host(), good, approved(good))) {
      List<Agent> after = new ArrayList<>();
      for (int node = 1; node <= NODES; node++) {
        after.add(agent(node, Ruleset.WEB, registry.channel(), "1ms"));
      }
      for (Agent agent : after) {
        agent.program().awaitMessage("release " + digest(Ruleset.WEB, "1.1.0") + " runs");
        agent.program().awaitMessage("watching");
      }
      registry.open();
      for (Agent agent : after) {
        // Only behind the last flip comes what may run.
        agent.awaitRelease(good.digest());
        assertThat(refusals(agent)).isEqualTo(registry.artifacts().size());
        agent.awaitMetric("creance_agent_release_swaps_total 1\n");
        String said = agent.program().messages();
        assertThat(registry.artifacts())
            .allMatch(artifact ->
                Pattern.compile("refused \\([a-z_]+\\) " + artifact).matcher(said).find());
      }
    }
  }

  private static long refusals(Agent agent) throws Exception {
    return Pattern.compile("(?m)^creance_agent_release_refused_total\\{.*} (\\d+)$")
        .matcher(agent.page())
        .results()
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }
}
