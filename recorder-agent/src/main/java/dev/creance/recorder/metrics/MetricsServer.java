package dev.creance.recorder.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /metrics} and {@code /healthz}. */
public final class MetricsServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().name("metrics").daemon().unstarted(task));
  private final List<MetricsText.Source> sources;
  private final Supplier<String> illness;

  private MetricsServer(
      HttpServer server, List<MetricsText.Source> sources, Supplier<String> illness) {
    this.server = server;
    this.sources = List.copyOf(sources);
    this.illness = illness;
  }

  /**
   * Begins to serve.
   *
   * @param illness why the process does not do its work; empty while it does
   */
  public static MetricsServer start(
      InetSocketAddress at, List<MetricsText.Source> sources, Supplier<String> illness)
      throws IOException {
    MetricsServer made = new MetricsServer(HttpServer.create(at, 8), sources, illness);
    made.server.setExecutor(made.executor);
    made.server.createContext("/metrics", made::metrics);
    made.server.createContext("/healthz", made::health);
    made.server.start();
    return made;
  }

  /** The port that was bound, for when 0 was asked for. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void metrics(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/metrics")) {
      answer(exchange, NOT_FOUND, "text/plain", "only /metrics and /healthz are here\n");
      return;
    }
    MetricsText page = new MetricsText();
    sources.forEach(source -> source.tell(page));
    answer(exchange, OK, "text/plain; version=0.0.4", page.toString());
  }

  private void health(HttpExchange exchange) throws IOException {
    String ill = illness.get();
    answer(
        exchange,
        ill.isEmpty() ? OK : UNAVAILABLE,
        "text/plain",
        (ill.isEmpty() ? "ok" : ill) + '\n');
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
