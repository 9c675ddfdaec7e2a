package dev.creance.rollout.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes alerts by HTTP, as Falco's {@code http_output} and falcosidekick's webhook send them (one
 * JSON object a POST), and appends them to a file of JSON lines. An alert is answered when it is in
 * the file.
 */
public final class AlertReceiver implements AutoCloseable {
  private static final int LONGEST = 1 << 20;

  private final HttpServer server;
  private final OutputStream out;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("creance-alerts").factory());
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /** Begins to listen. */
  public AlertReceiver(InetSocketAddress address, Path into) throws IOException {
    out = Files.newOutputStream(into, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      out.close();
      throw new IOException(address + ": cannot listen there: " + e.getMessage(), e);
    }
    server.createContext("/", this::take);
    server.setExecutor(thread);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** How many alerts are in the file. */
  public long taken() {
    return taken.get();
  }

  /** How many requests were no alerts. */
  public long refused() {
    return refused.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
      int status = exchange.getRequestMethod().equals("POST") ? store(body) : 405;
      (status == 200 ? taken : refused).incrementAndGet();
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private int store(byte[] body) throws IOException {
    if (body.length > LONGEST) {
      return 413;
    }
    try {
      JsonNode alert = JsonMapper.shared().readTree(body);
      if (!alert.isObject() || alert.path("rule").asString("").isEmpty()) {
        return 400;
      }
      // Written anew: an alert is one line.
      out.write((alert + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      return 200;
    } catch (JacksonException e) {
      return 400;
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(1);
    thread.shutdown();
    out.close();
  }
}
