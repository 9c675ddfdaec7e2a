package dev.creance.workbench;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Person;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.testing.Fleet;
import dev.creance.testing.LocalServers;
import java.io.IOException;
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

/**
 * A workspace with a plan over clusters of two nodes each, all of which run release 1.1.0; 1.2.0 is
 * published as {@code next}. Registry and Prometheus are real, the nodes are made up.
 */
public final class StagedRollout implements AutoCloseable {
  /** The rule that was measured: 24 hits in 240 node-hours. */
  public static final String RULE = "Run shell untrusted";

  private final Map<String, KeyPair> keys =
      Map.of("ann", Signing.newKeys(), "bob", Signing.newKeys(), "control", Signing.newKeys());

  public final Path workspace;
  public final Path plan;
  public final Fleet fleet = new Fleet();
  public final Release first = release(1);
  public final Release second = release(2);
  private final LocalServers servers;
  private final Registry registry;
  private final Reference rules;

  /**
   * @param canaries how many of the clusters are the first wave
   * @param gate its rules, as they stand in a plan
   */
  public StagedRollout(Path folder, int clusters, int canaries, String gate) throws Exception {
    servers = new LocalServers(Files.createDirectories(folder.resolve("servers")));
    for (int number = 1; number <= clusters; number++) {
      fleet.node(cluster(number), 1).release = first.digest();
      fleet.node(cluster(number), 2).release = first.digest();
    }
    registry =
        new Registry(
            new RegistryOptions(
                Credentials.NONE, false, Duration.ofSeconds(20), 4, Duration.ofMillis(10)));
    rules = Reference.parse(servers.registry().host() + "/rules/web");
    workspace = folder.resolve("workspace");
    // What an audit trail is looked for in.
    Files.createDirectories(workspace.resolve(".creance"));
    Policy policy =
        new Policy(
            List.of(
                new Person("ann", key("ann").getPublic(), Set.of(Role.AUTHOR)),
                new Person("bob", key("bob").getPublic(), Set.of(Role.APPROVER)),
                new Person("control", key("control").getPublic(), Set.of(Role.ROLLBACK))),
            1,
            List.of(),
            0);
    Files.write(workspace.resolve("policy.json"), ApprovalFiles.write(policy));
    Files.writeString(workspace.resolve("control.key"), Signing.text(key("control").getPrivate()));
    for (String channel : List.of("canary", "stable")) {
      new Publisher(registry).publish(first, signatures(first), rules.at(channel));
    }
    new Publisher(registry).publish(second, signatures(second), rules.at("next"));
    URI prometheus = servers.prometheus(fleet.configuration()).address();
    plan =
        Files.writeString(
            workspace.resolve("web.plan.yaml"),
            """
            rollout: web
            rules: %s
            policy: policy.json
            prometheus: %s
            operator: {name: control, key: control.key}
            gate: {%s}
            waves:
              - {name: canary, clusters: [%s]}
              - {name: stable, clusters: [%s]}
            """
                .formatted(
                    rules, prometheus, gate, named(1, canaries), named(canaries + 1, clusters)));
  }

  private static String named(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> "{name: " + cluster(number) + ", nodes: 2}")
        .collect(Collectors.joining(", "));
  }

  /** The name of a cluster, from 1. */
  public static String cluster(int number) {
    return "cluster-%02d".formatted(number);
  }

  /** All nodes of a cluster run a release from now on. */
  public void runs(int cluster, Release release) {
    fleet.nodes(cluster(cluster)).forEach(node -> node.release = release.digest());
  }

  /** The digest of the release that a channel offers. */
  public String offered(String channel) throws IOException, InterruptedException, ReleaseException {
    return new Fetcher(registry).fetch(rules.at(channel), "").orElseThrow().release().digest();
  }

  private static Release release(long sequence) throws IOException, ReleaseException {
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

  @Override
  public void close() {
    registry.close();
    fleet.close();
    servers.close();
  }
}
