package dev.creance.benchmark.fleet;

import dev.creance.benchmark.Resources;
import dev.creance.benchmark.fleet.RegistryLoad.Counts;
import dev.creance.release.bundle.Release;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import dev.creance.testing.LocalServers;
import dev.creance.testing.LocalServers.Running;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fleet on one machine.
 *
 * <pre>
 * ./creance bench --fleet [AGENTS [SECONDS [CLUSTERS]]]
 * </pre>
 *
 * AGENTS (5,000) in CLUSTERS (50) look at their channel every SECONDS (60). First all follow one
 * channel, and a release is published there: what the registry is asked before, while it spreads,
 * and after. Then the rollout engine, in a process of its own, takes another release through all
 * clusters, by what a Prometheus has of every agent. Needs Debian's {@code docker-registry} and
 * {@code prometheus}.
 */
public final class FleetBenchmark implements AutoCloseable {
  private static final int LACKS = 4;
  private static final int SCRAPE_SECONDS = 15;
  private static final int CANARIES = 5;
  private static final String HEAP = "-Xmx320m";

  private final Path folder;
  private final Duration every;
  private final LocalServers servers;
  private final Running server;
  private final RegistryLoad load;
  private final Registry registry;
  private final FleetReleases releases;
  private final SimulatedFleet fleet;
  private final Reference channel;

  private FleetBenchmark(Path rules, Path folder, int agents, int clusters, Duration every)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.every = every;
    servers = new LocalServers(folder);
    server = servers.registry();
    load = new RegistryLoad(server.metrics());
    registry = new Registry(RegistryOptions.of(Credentials.NONE));
    releases = new FleetReleases(rules, folder);
    fleet = new SimulatedFleet(releases, agents, clusters, every, folder.resolve("nodes"));
    channel = Reference.parse(server.host() + "/rules/fleet:stable");
  }

  public static void main(String[] arguments) throws Exception {
    String missing = LocalServers.missing("docker-registry", "prometheus");
    if (!missing.isEmpty()) {
      System.err.println("creance: the fleet " + missing);
      System.exit(LACKS);
    }
    int agents = number(arguments, 0, 5000);
    int seconds = number(arguments, 1, 60);
    int clusters = number(arguments, 2, 50);
    Path rules =
        Path.of(System.getProperty("creance.home", "."), "corpora", "rules", "falco_rules.yaml");
    // What nodes keep is forced to disk, each on its own in reality: here in memory where it can
    // be.
    Path memory = Path.of("/dev/shm");
    Path folder =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "creance-fleet")
            : Files.createTempDirectory("creance-fleet");
    try (FleetBenchmark benchmark =
        new FleetBenchmark(rules, folder, agents, clusters, Duration.ofSeconds(seconds))) {
      benchmark.run();
    } finally {
      delete(folder);
    }
  }

  private static int number(String[] arguments, int index, int usual) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : usual;
  }

  private void run() throws Exception {
    int size = fleet.agents().size();
    say(
        "%,d agents in %d clusters, each looks every %d s; a release of %,d rules"
            .formatted(
                size, fleet.clusters().size(), every.toSeconds(), releases.ruleNames().size()));
    Release first = publish(1, channel);
    Counts start = load.now();
    fleet.follow(fleet.clusters(), channel, every);
    require(first, every.multipliedBy(3));
    row("first start", load.now().since(start));

    Thread.sleep(every.dividedBy(5)); // the last ones that installed are done
    start = load.now();
    Thread.sleep(every);
    row("before", load.now().since(start));

    Release second = publish(2, channel);
    long published = System.nanoTime();
    start = load.now();
    double busiest = watch(second, start);
    row("spreading", load.now().since(start));
    say("  busiest second          %,8.0f requests".formatted(busiest));
    spread(second, published);

    Thread.sleep(every.dividedBy(5));
    start = load.now();
    Thread.sleep(every);
    row("after", load.now().since(start));
    memory(null);
    rollout();
  }

  /** Publishes a release, signed and approved. */
  private Release publish(long sequence, Reference to) throws Exception {
    Release release = releases.release(sequence);
    new Publisher(registry).publish(release, releases.signatures(release, true), to);
    return release;
  }

  private void require(Release release, Duration most) throws InterruptedException {
    if (!fleet.awaitAll(release.digest(), most)) {
      throw new IllegalStateException(
          fleet.running(release.digest())
              + " agents run it after "
              + most
              + "; one of the others says: "
              + fleet.agents().stream()
                  .filter(agent -> !agent.running().equals(release.digest()))
                  .map(SimulatedAgent::problem)
                  .findFirst()
                  .orElse(""));
    }
  }

  /** Requests in the busiest second until all run a release. */
  private double watch(Release release, Counts start) throws Exception {
    double busiest = 0;
    Counts before = start;
    long deadline = System.nanoTime() + every.multipliedBy(4).toNanos();
    while (fleet.running(release.digest()) < fleet.agents().size()) {
      Thread.sleep(1000);
      Counts now = load.now();
      Counts second = now.since(before);
      busiest = Math.max(busiest, second.all() / second.seconds());
      before = now;
      if (System.nanoTime() > deadline) {
        require(release, Duration.ZERO);
      }
    }
    return busiest;
  }

  private void spread(Release release, long published) {
    double[] seconds =
        fleet.agents().stream()
            .filter(agent -> agent.running().equals(release.digest()))
            .mapToDouble(agent -> (agent.since() - published) / 1e9)
            .sorted()
            .toArray();
    say(
        "  after publishing, 50%% of agents ran it in %.1f s, 99%% in %.1f s, all in %.1f s"
            .formatted(
                seconds[(seconds.length - 1) / 2],
                seconds[(seconds.length * 99 - 1) / 100],
                seconds[seconds.length - 1]));
  }

  private static void row(String phase, Counts counts) {
    long looks = counts.of("get manifest 304") + counts.of("get manifest 200");
    say(
        "%-12s %6.1f s  %,8.1f requests/s  %,9.1f kB/s of bodies  not modified: %.1f%% of %,d manifests;  blobs: %,d"
            .formatted(
                phase,
                counts.seconds(),
                counts.all() / counts.seconds(),
                counts.bytes() / counts.seconds() / 1000,
                100.0 * counts.of("get manifest 304") / Math.max(1, looks),
                looks,
                counts.of("get blob 200")));
  }

  private void memory(@Nullable Running prometheus) throws IOException {
    say("memory");
    say("  this fleet              " + Resources.of(ProcessHandle.current().pid()).memory());
    Resources of = Resources.of(server.process().pid());
    say(
        "  the registry            %s; %.0f s of processor"
            .formatted(of.memory(), of.cpuSeconds()));
    if (prometheus != null) {
      say(
          "  Prometheus              "
              + Resources.of(prometheus.process().pid()).memory()
              + ", of the metrics of all clusters");
    }
  }

  /** The rollout engine over all clusters, the first few of which are canaries. */
  private void rollout() throws Exception {
    List<String> canaries =
        fleet.clusters().subList(0, Math.min(CANARIES, fleet.clusters().size() / 2));
    Reference canary = channel.at("canary");
    publish(2, canary);
    fleet.follow(canaries, canary, every);
    Running prometheus = servers.prometheus(fleet.scraping(Duration.ofSeconds(SCRAPE_SECONDS)));
    Release third = publish(3, channel.at("next"));
    Thread.sleep(Duration.ofSeconds(2 * SCRAPE_SECONDS));
    say("a rollout by gates, in a process of its own with " + HEAP);
    Path plan = plan(prometheus, canaries);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                HEAP,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ControlSide.class.getName(),
                plan.toString(),
                "1.3.0",
                "5")
            .redirectErrorStream(true)
            .start();
    long peak = 0;
    try (var lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        say("  " + line);
        peak = Math.max(peak, Resources.of(process.pid()).peakBytes());
      }
    }
    int code = process.waitFor();
    say(
        "  %,d of %,d agents run it"
            .formatted(fleet.running(third.digest()), fleet.agents().size()));
    memory(prometheus);
    long control = peak + Resources.of(server.process().pid()).peakBytes();
    say(
        "control side: rollout and registry together, at most %,d MB (512 MB allowed): %s"
            .formatted(control >> 20, control <= 512L << 20 ? "met" : "NOT MET"));
    if (code != 0) {
      throw new IllegalStateException("the rollout ended with " + code);
    }
  }

  private Path plan(Running prometheus, List<String> canaries) throws IOException {
    List<String> others = new ArrayList<>(fleet.clusters());
    others.removeAll(canaries);
    int nodes = fleet.agents(List.of(fleet.clusters().getLast())).size();
    return Files.writeString(
        folder.resolve("plan.yaml"),
        """
        rollout: fleet
        rules: %s/rules/fleet
        policy: %s
        prometheus: %s
        operator: {name: control, key: %s}
        gate: {soak: %ds, node_hours: 0.1, within: 15m}
        waves:
          - {name: canary, clusters: [%s]}
          - {name: stable, clusters: [%s]}
        """
            .formatted(
                server.host(),
                releases.policyFile(),
                prometheus.address(),
                releases.controlKey(),
                every.toSeconds(),
                list(canaries, nodes),
                list(others, nodes)));
  }

  private static String list(List<String> clusters, int nodes) {
    return String.join(
        ", ", clusters.stream().map(name -> "{name: " + name + ", nodes: " + nodes + "}").toList());
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path of, @Nullable IOException problem)
              throws IOException {
            Files.delete(of);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws InterruptedException {
    fleet.close();
    registry.close();
    load.close();
    servers.close();
  }
}
