package dev.creance.testing;

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

/** Debian's registry and Prometheus on loopback, which end when this is closed. */
public final class LocalServers implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/bin");
  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  /**
   * @param folder for configurations, data and logs; no two servers of a kind share one
   */
  public LocalServers(Path folder) {
    this.folder = folder;
  }

  /**
   * A server that runs.
   *
   * @param host its address and port
   * @param metrics where it tells Prometheus about itself
   */
  public record Running(String host, URI metrics, ProcessHandle process) {
    public URI address() {
      return URI.create("http://" + host);
    }
  }

  /** What is missing of these programs, and how to get it; empty when all are there. */
  public static String missing(String... names) {
    for (String name : names) {
      if (!Files.isExecutable(PROGRAMS.resolve(name))) {
        return "needs " + name + ": apt install " + name;
      }
    }
    return "";
  }

  /** Starts a registry that answers on {@code 127.0.0.1}. */
  public Running registry() throws IOException, InterruptedException {
    return registry("127.0.0.1:" + freePort());
  }

  /** Starts a registry on an address of this machine. */
  public Running registry(String host) throws IOException, InterruptedException {
    String debug = "127.0.0.1:" + freePort();
    Path config =
        Files.writeString(
            folder.resolve("registry.yml"),
            """
            version: 0.1
            log: {level: error, accesslog: {disabled: true}}
            storage:
              filesystem: {rootdirectory: %s}
              delete: {enabled: true}
            http: {addr: '%s', debug: {addr: '%s', prometheus: {enabled: true, path: /metrics}}}
            """
                .formatted(folder.resolve("storage"), host, debug));
    Process process = start("registry.log", "docker-registry", "serve", config.toString());
    await(process, "docker-registry", "http://" + host + "/v2/");
    return new Running(host, URI.create("http://" + debug + "/metrics"), process.toHandle());
  }

  /** Starts a Prometheus with a configuration. */
  public Running prometheus(String configuration) throws IOException, InterruptedException {
    return prometheus(configuration, "127.0.0.1:" + freePort());
  }

  /** Starts a Prometheus on an address of this machine. */
  public Running prometheus(String configuration, String host)
      throws IOException, InterruptedException {
    Path config = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    Process process =
        start(
            "prometheus.log",
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("series"),
            "--web.listen-address=" + host);
    await(process, "prometheus", "http://" + host + "/-/ready");
    return new Running(host, URI.create("http://" + host + "/metrics"), process.toHandle());
  }

  /** A port of loopback that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process start(String log, String name, String... arguments) throws IOException {
    String missing = missing(name);
    if (!missing.isEmpty()) {
      throw new IOException(missing);
    }
    List<String> command = new ArrayList<>(List.of(PROGRAMS.resolve(name).toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile())
            .start();
    processes.add(process);
    return process;
  }

  private void await(Process process, String name, String address)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      while (process.isAlive() && System.nanoTime() < deadline) {
        try {
          if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // Not yet.
        }
        Thread.sleep(50);
      }
    }
    throw new IOException(name + " did not start; what it said is in " + folder);
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
    processes.clear();
  }
}
