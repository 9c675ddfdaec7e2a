package dev.creance.rollout.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.creance.catalogue.SeenAlert;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes alerts by HTTP, as Falco's {@code http_output} and falcosidekick's webhook send them (one
 * JSON object a POST). An alert is answered when it is kept; one that cannot be kept is answered
 * with 503, and its sender may try again.
 */
public final class AlertReceiver implements AutoCloseable {
  /** A slow sender holds one of them; no more alerts than these are in memory. */
  private static final int THREADS = 16;

  private static final int TOO_LARGE = 413;

  private final HttpServer server;
  private final List<AlertSink> sinks;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("creance-alerts-", 1).factory());
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /**
   * Begins to listen.
   *
   * @param sinks each gets every alert; closed with this, also when it cannot listen
   */
  public AlertReceiver(InetSocketAddress address, List<AlertSink> sinks) throws IOException {
    this.sinks = List.copyOf(sinks);
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      closeSinks();
      throw new IOException(address + ": cannot listen there: " + e.getMessage(), e);
    }
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** How many alerts were kept. */
  public long taken() {
    return taken.get();
  }

  /** How many requests were no alerts, or could not be kept. */
  public long refused() {
    return refused.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(AlertLines.LONGEST + 1);
      int status =
          exchange.getRequestMethod().equals("POST")
              ? store(body)
              : HttpURLConnection.HTTP_BAD_METHOD;
      (status == HttpURLConnection.HTTP_OK ? taken : refused).incrementAndGet();
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private int store(byte[] body) {
    if (body.length > AlertLines.LONGEST) {
      return TOO_LARGE;
    }
    try {
      JsonNode json = JsonMapper.shared().readTree(body);
      Optional<SeenAlert> alert = ProductionAlert.of(json);
      if (alert.isEmpty()) {
        return HttpURLConnection.HTTP_BAD_REQUEST;
      }
      // Written anew: an alert is one line.
      keep(json.toString(), alert.get());
      return HttpURLConnection.HTTP_OK;
    } catch (JacksonException e) {
      return HttpURLConnection.HTTP_BAD_REQUEST;
    } catch (IOException e) {
      return HttpURLConnection.HTTP_UNAVAILABLE;
    }
  }

  private synchronized void keep(String line, SeenAlert alert) throws IOException {
    for (AlertSink sink : sinks) {
      sink.take(line, alert);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(1);
    threads.shutdown();
    closeSinks();
  }

  private synchronized void closeSinks() throws IOException {
    for (AlertSink sink : sinks) {
      sink.close();
    }
  }
}
