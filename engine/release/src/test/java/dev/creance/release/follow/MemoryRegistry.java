package dev.creance.release.follow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.creance.release.bundle.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** As much of a registry as releases need, quick, and with a hand in what it answers. */
final class MemoryRegistry implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> stored = new TreeMap<>();

  /** Changes answers on their way: path and body to body. */
  volatile BiFunction<String, byte[], byte[]> hand = (path, body) -> body;

  MemoryRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Everything that was put: path to bytes. */
  Map<String, byte[]> stored() {
    return stored;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          exchange.getResponseHeaders().set("Location", path + "one");
          exchange.sendResponseHeaders(202, -1);
        }
        case "PUT" -> put(exchange, path, body);
        default -> get(exchange, path);
      }
    }
  }

  private void put(HttpExchange exchange, String path, byte[] body) throws IOException {
    String digest = Digest.of(body);
    if (path.endsWith("/uploads/one")) {
      stored.put(path.replace("uploads/one", digest), body);
    } else {
      stored.put(path, body);
      stored.put(path.substring(0, path.lastIndexOf('/') + 1) + digest, body);
    }
    exchange.sendResponseHeaders(201, -1);
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    byte[] body = stored.get(path);
    if (body == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String known = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (known != null && known.equals('"' + Digest.of(body) + '"')) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    byte[] changed = head ? body : hand.apply(path, body);
    exchange.sendResponseHeaders(200, head ? -1 : changed.length);
    if (!head) {
      exchange.getResponseBody().write(changed);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
