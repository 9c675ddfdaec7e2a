package dev.creance.release.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a registry and fails as it is told. */
public final class FaultyProxy implements AutoCloseable {
  private static final List<String> NOT_PASSED =
      List.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "date");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String target;

  /** How many of the next requests are answered with 503. */
  public final AtomicInteger failing = new AtomicInteger();

  /** How long each answer takes longer. */
  public volatile java.time.Duration slowness = java.time.Duration.ZERO;

  /** Requests that came. */
  public final AtomicInteger requests = new AtomicInteger();

  /** How many of the next answers with a body are cut off in the middle. */
  public final AtomicInteger cutting = new AtomicInteger();

  public FaultyProxy(String target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      Thread.sleep(slowness);
      if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      HttpResponse<byte[]> answer = pass(exchange);
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
              values.forEach(
                  value -> exchange.getResponseHeaders().add(name, value.replace(target, host())));
            }
          });
      byte[] body = answer.body();
      boolean cut =
          body.length > 64
              && exchange.getRequestURI().getPath().contains("/blobs/sha256")
              && cutting.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
        exchange.sendResponseHeaders(answer.statusCode(), -1);
        return;
      }
      exchange.sendResponseHeaders(answer.statusCode(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body, 0, cut ? body.length / 2 : body.length);
        out.flush();
      } catch (IOException e) {
        // Closing an answer that is not whole is what was asked for.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> pass(HttpExchange exchange)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + target + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))
              && !name.equalsIgnoreCase("http2-settings")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
