package dev.creance.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plays Kubernetes's API server on loopback: keeps what it was asked, answers as it was told. */
public final class PlayedApiServer implements AutoCloseable {
  private final HttpServer server;
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  public final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What was asked. */
  public record Request(
      String method,
      String path,
      Map<String, String> query,
      String contentType,
      String authorization,
      String body) {}

  private record Answer(int code, String body) {}

  public PlayedApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The next answer; without one, what was sent comes back, as the cluster's own version. */
  public void answers(int code, String body) {
    answers.add(new Answer(code, body));
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** A kubeconfig with the contexts {@code here}, and others that lead nowhere. */
  public Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: elsewhere
        clusters:
        - {name: local, cluster: {server: '%s'}}
        - {name: nobody, cluster: {server: 'http://127.0.0.1:1'}}
        users:
        - {name: ann, user: {token: secret-of-ann}}
        contexts:
        - {name: here, context: {cluster: local, user: ann}}
        - {name: elsewhere, context: {cluster: nobody, user: ann}}
        - {name: torn, context: {cluster: gone, user: ann}}
        """
            .formatted(address()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              query(exchange.getRequestURI().getRawQuery()),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              body));
      Answer answer = answers.poll();
      byte[] sent = (answer == null ? body : answer.body()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer == null ? 200 : answer.code(), sent.length);
      exchange.getResponseBody().write(sent);
    }
  }

  private static Map<String, String> query(String raw) {
    return raw == null
        ? Map.of()
        : Stream.of(raw.split("&"))
            .map(part -> part.split("=", 2))
            .collect(
                Collectors.toMap(
                    part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
