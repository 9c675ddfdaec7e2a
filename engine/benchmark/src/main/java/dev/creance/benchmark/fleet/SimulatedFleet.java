package dev.creance.benchmark.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Agents in clusters, and the page of each that Prometheus reads. The agents of a cluster share
 * their connections to the registry; all else each has for itself.
 */
final class SimulatedFleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 3;

  private final FleetReleases releases;
  private final List<Cluster> clusters = new ArrayList<>();
  private final HttpServer pages;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Agents that follow the same channel through the same connections. */
  private static final class Cluster {
    final String name;
    final Registry registry;
    final List<SimulatedAgent> agents = new ArrayList<>();
    volatile String channel = "";

    Cluster(String name, Registry registry) {
      this.name = name;
      this.registry = registry;
    }
  }

  /**
   * @param size how many agents
   * @param clusterCount in how many clusters
   * @param every how often each looks at its channel
   * @param state the folder for what they keep
   */
  SimulatedFleet(FleetReleases releases, int size, int clusterCount, Duration every, Path state)
      throws IOException {
    this.releases = releases;
    for (int number = 0; number < clusterCount; number++) {
      String name = String.format(Locale.ROOT, "c%02d", number + 1);
      Cluster cluster =
          new Cluster(
              name,
              new Registry(
                  new RegistryOptions(
                      Credentials.NONE, false, PATIENCE, ATTEMPTS, Duration.ofMillis(500))));
      for (int node = number; node < size; node += clusterCount) {
        cluster.agents.add(
            new SimulatedAgent(
                cluster.registry, releases.policyFile(), state.resolve(name + "-" + node), every));
      }
      clusters.add(cluster);
    }
    pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    pages.createContext("/", this::answer);
    pages.setExecutor(threads);
    pages.start();
  }

  /** Names of clusters. */
  List<String> clusters() {
    return clusters.stream().map(cluster -> cluster.name).toList();
  }

  /** Agents of these clusters. */
  List<SimulatedAgent> agents(List<String> of) {
    return clusters.stream()
        .filter(cluster -> of.contains(cluster.name))
        .flatMap(cluster -> cluster.agents.stream())
        .toList();
  }

  /** All agents. */
  List<SimulatedAgent> agents() {
    return agents(clusters());
  }

  /**
   * Has clusters follow a channel from now on.
   *
   * @param spread over how much time their agents begin
   */
  void follow(List<String> of, Reference channel, Duration spread) throws InterruptedException {
    for (Cluster cluster : clusters) {
      if (of.contains(cluster.name)) {
        cluster.channel = channel.tag();
        for (SimulatedAgent agent : cluster.agents) {
          agent.follow(
              channel,
              Duration.ofMillis(ThreadLocalRandom.current().nextLong(spread.toMillis() + 1)));
        }
      }
    }
  }

  /** How many agents run a release. */
  long running(String digest) {
    return agents().stream().filter(agent -> agent.running().equals(digest)).count();
  }

  /**
   * Waits until all agents run a release.
   *
   * @return whether they do in time
   */
  boolean awaitAll(String digest, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    int size = agents().size();
    while (running(digest) < size) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(100);
    }
    return true;
  }

  /** Prometheus's configuration that scrapes every agent's page. */
  String scraping(Duration interval) {
    StringBuilder text =
        new StringBuilder("global: {scrape_interval: ")
            .append(interval.toSeconds())
            .append("s}\nscrape_configs:\n- job_name: creance-agent\n  static_configs:\n");
    for (Cluster cluster : clusters) {
      for (int node = 0; node < cluster.agents.size(); node++) {
        text.append("  - targets: ['127.0.0.1:")
            .append(pages.getAddress().getPort())
            .append("']\n    labels: {cluster: ")
            .append(cluster.name)
            .append(", instance: '")
            .append(cluster.name)
            .append('-')
            .append(node)
            .append("', __metrics_path__: /")
            .append(cluster.name)
            .append('/')
            .append(node)
            .append("}\n");
      }
    }
    return text.toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/");
      StringBuilder text = new StringBuilder(1 << 14);
      for (Cluster cluster : clusters) {
        if (path.length == 3 && cluster.name.equals(path[1])) {
          cluster
              .agents
              .get(Integer.parseInt(path[2]))
              .page(text, cluster.channel, releases.ruleNames());
        }
      }
      byte[] page = text.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, page.length == 0 ? -1 : page.length);
      exchange.getResponseBody().write(page);
    }
  }

  @Override
  public void close() throws InterruptedException {
    pages.stop(0);
    for (SimulatedAgent agent : agents()) {
      agent.stop();
    }
    threads.shutdownNow();
    for (Cluster cluster : clusters) {
      cluster.registry.close();
    }
  }
}
