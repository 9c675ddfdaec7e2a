package dev.creance.rollout.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Debian's registry and Prometheus on loopback; tests are skipped where they are not installed. */
final class Servers implements AutoCloseable {
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  Servers(Path folder) {
    this.folder = folder;
  }

  /** A registry's host and port. */
  String registry() throws IOException, InterruptedException {
    Path program = installed("docker-registry");
    int port = port();
    Path config =
        Files.writeString(
            folder.resolve("registry.yml"),
            "version: 0.1\nlog: {level: error}\nstorage:\n  filesystem: {rootdirectory: "
                + folder.resolve("storage")
                + "}\nhttp: {addr: 127.0.0.1:"
                + port
                + "}\n");
    start(List.of(program.toString(), "serve", config.toString()), "registry.log");
    await("http://127.0.0.1:" + port + "/v2/");
    return "127.0.0.1:" + port;
  }

  /** The address of a Prometheus with a configuration. */
  URI prometheus(String configuration) throws IOException, InterruptedException {
    Path program = installed("prometheus");
    int port = port();
    Path config = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    start(
        List.of(
            program.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("series"),
            "--web.listen-address=127.0.0.1:" + port),
        "prometheus.log");
    await("http://127.0.0.1:" + port + "/-/ready");
    return URI.create("http://127.0.0.1:" + port);
  }

  private static Path installed(String name) {
    Path program = Path.of("/usr/bin/" + name);
    Assumptions.assumeTrue(Files.isExecutable(program), "needs " + name + ": apt install " + name);
    return program;
  }

  private static int port() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void start(List<String> command, String log) throws IOException {
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile())
            .start());
  }

  private static void await(String address) throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      for (int i = 0; i < 600; i++) {
        try {
          if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // Not yet.
        }
        Thread.sleep(100);
      }
    }
    throw new AssertionError(address + " did not answer");
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
