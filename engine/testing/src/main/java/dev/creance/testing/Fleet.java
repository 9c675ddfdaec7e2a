package dev.creance.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Nodes of clusters as Prometheus sees them: each a page of an agent's metrics. */
public final class Fleet implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Map<String, Node> nodes = new ConcurrentHashMap<>();

  /** What a node reports; changed by tests. */
  public static final class Node {
    public volatile String release = "";
    public volatile long events;
    public volatile long loadErrors;
    public final Map<String, Long> hits = new ConcurrentHashMap<>();

    String page() {
      StringBuilder text = new StringBuilder();
      if (!release.isEmpty()) {
        text.append("creance_agent_release_info{release=\"").append(release).append("\"} 1\n");
      }
      text.append("creance_agent_events_total ").append(events).append('\n');
      text.append("creance_agent_events_dropped_total 0\n");
      text.append("creance_agent_load_errors_total ").append(loadErrors).append('\n');
      hits.forEach((rule, count) ->
          text.append("creance_agent_rule_hits_total{rule=\"")
              .append(rule)
              .append("\"} ")
              .append(count)
              .append('\n'));
      return text.toString();
    }
  }

  public Fleet() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public Node node(String cluster, int number) {
    return nodes.computeIfAbsent(cluster + "/" + number, key -> new Node());
  }

  /** All nodes of a cluster. */
  public List<Node> nodes(String cluster) {
    List<Node> all = new ArrayList<>();
    nodes.forEach((name, node) -> {
      if (name.startsWith(cluster + "/")) {
        all.add(node);
      }
    });
    return all;
  }

  /** Prometheus's configuration that scrapes all nodes there are now, each second. */
  public String configuration() {
    StringBuilder text =
        new StringBuilder("global: {scrape_interval: 1s}\nscrape_configs:\n- job_name: agents\n")
            .append("  static_configs:\n");
    nodes.keySet().stream()
        .sorted()
        .forEach(name ->
            text.append("  - targets: ['127.0.0.1:")
                .append(server.getAddress().getPort())
                .append("']\n    labels: {cluster: '")
                .append(name, 0, name.indexOf('/'))
                .append("', instance: '")
                .append(name)
                .append("', __metrics_path__: '/")
                .append(name)
                .append("'}\n"));
    return text.toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Node node = nodes.get(exchange.getRequestURI().getPath().substring(1));
      byte[] page = (node == null ? "" : node.page()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, page.length == 0 ? -1 : page.length);
      exchange.getResponseBody().write(page);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
