package dev.creance.benchmark.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.benchmark.fleet.RegistryLoad.Counts;
import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.Release;
import dev.creance.release.follow.ReleaseStore;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.testing.LocalServers;
import dev.creance.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 200 agents and a real registry: what is right, not how fast. */
@Timeout(180)
class FleetTest {
  private static final int AGENTS = 200;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of a release: rule files, manifest, report, signatures. */
  private static final int BLOBS = 4;

  @Test
  void everyAgentRunsTheSameVerifiedReleaseAndPullsItOnce(@TempDir Path folder) throws Exception {
    Needs.programs("docker-registry");
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            - rule: shell
              desc: d
              condition: evt.type = execve
              output: o
              priority: NOTICE
            """);
    FleetReleases releases = new FleetReleases(rules, folder);
    try (LocalServers servers = new LocalServers(folder);
        Registry registry = new Registry(RegistryOptions.of(Credentials.NONE));
        SimulatedFleet fleet =
            new SimulatedFleet(releases, AGENTS, 10, EVERY, folder.resolve("nodes"))) {
      LocalServers.Running server = servers.registry();
      Reference channel = Reference.parse(server.host() + "/rules/fleet:stable");
      try (RegistryLoad load = new RegistryLoad(server.metrics())) {
        Publisher publisher = new Publisher(registry);
        Release first = releases.release(1);
        publisher.publish(first, releases.signatures(first, true), channel);
        Counts before = load.now();
        fleet.follow(fleet.clusters(), channel, EVERY);
        assertThat(fleet.awaitAll(first.digest(), PATIENCE)).isTrue();
        assertThat(load.now().since(before).of("get blob 200"))
            .as("blobs, each agent each once")
            .isEqualTo((long) AGENTS * BLOBS);

        awaitLooks(fleet); // the last one that installed it is done
        before = load.now();
        awaitLooks(fleet);
        Counts quiet = load.now().since(before);
        assertThat(quiet.of("get manifest 304")).isGreaterThanOrEqualTo(AGENTS);
        assertThat(quiet.all()).as("%s", quiet.requests()).isEqualTo(quiet.of("get manifest 304"));

        Release second = releases.release(2);
        publisher.publish(second, releases.signatures(second, true), channel);
        before = load.now();
        assertThat(fleet.awaitAll(second.digest(), PATIENCE)).isTrue();
        assertThat(load.now().since(before).of("get blob 200")).isEqualTo((long) AGENTS * BLOBS);

        Release unapproved = releases.release(3);
        publisher.publish(unapproved, releases.signatures(unapproved, false), channel);
        while (fleet.agents().stream().anyMatch(agent -> agent.looks("refused") == 0)) {
          Thread.sleep(50);
        }
        assertThat(fleet.running(second.digest())).isEqualTo(AGENTS);
      }
      assertThat(fleet.agents())
          .allSatisfy(agent -> {
            assertThat(agent.looks("installed")).isEqualTo(2);
            assertThat(agent.looks("error")).as("%s", agent.problem()).isZero();
          });
      verifiedOnDisk(folder.resolve("nodes"), releases);
    }
  }

  /** Waits until every agent looked and found nothing new, from now on. */
  private static void awaitLooks(SimulatedFleet fleet) throws Exception {
    Map<SimulatedAgent, Long> looks = new HashMap<>();
    fleet.agents().forEach(agent -> looks.put(agent, agent.looks("unchanged")));
    for (Map.Entry<SimulatedAgent, Long> one : looks.entrySet()) {
      while (one.getKey().looks("unchanged") == one.getValue()) {
        Thread.sleep(20);
      }
    }
  }

  /** What each node kept holds before the policy, read again from its bytes. */
  private static void verifiedOnDisk(Path nodes, FleetReleases releases) throws Exception {
    String wanted = releases.release(2).digest();
    Verifier verifier =
        new Verifier(
            ApprovalFiles.policy(Files.readAllBytes(releases.policyFile()), "policy.json"));
    try (var folders = Files.list(nodes)) {
      assertThat(folders.toList())
          .hasSize(AGENTS)
          .allSatisfy(node -> {
            ReleaseStore.Stored stored = new ReleaseStore(node).current().orElseThrow();
            assertThat(stored.release().digest()).isEqualTo(wanted);
            assertThat(verifier.judge(stored.release(), stored.signatures()).accepted()).isTrue();
          });
    }
  }
}
