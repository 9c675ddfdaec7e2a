package dev.creance.journeys;

import dev.creance.testing.JavaProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * {@code recorder-agent} as its launcher starts it: the same heap, a process of its own.
 *
 * @param alerts the file that it writes its alerts to
 * @param metrics the address of its metrics
 */
record Agent(String name, JavaProgram program, Path alerts, URI metrics, HttpClient http)
    implements AutoCloseable {
  private static final List<String> OPTIONS = List.of("-Xms4m", "-Xmx48m", "-Xss256k");
  private static final String MAIN = "dev.creance.recorder.Main";
  private static final int ENVIRONMENT = 4;

  /** Skips the test, with the agent's own words, where it cannot watch this kernel. */
  static void assumeThatItCanWatch() throws IOException, InterruptedException {
    List<String> look = List.of("record", "--output", "/dev/null", "--duration", "100ms");
    try (JavaProgram recorder = JavaProgram.start(List.of(), OPTIONS, MAIN, look)) {
      int code = recorder.await();
      Assumptions.assumeTrue(code != ENVIRONMENT, recorder::messages);
    }
  }

  /** Starts it with any command line. */
  static JavaProgram start(List<String> before, List<String> arguments) throws IOException {
    return JavaProgram.start(before, OPTIONS, MAIN, arguments);
  }

  /**
   * Starts one that follows a channel.
   *
   * @param before words of a command that starts it
   * @param address at which its metrics are served and found
   * @param folder where it keeps its releases and writes its alerts
   * @param more options
   */
  static Agent follow(
      String name,
      List<String> before,
      String channel,
      String address,
      Path folder,
      Path policy,
      HttpClient http,
      List<String> more)
      throws IOException {
    Path alerts = folder.resolve(name + ".alerts");
    List<String> arguments = new ArrayList<>(List.of("follow", channel, "--plain-http", "--quiet"));
    arguments.addAll(List.of("--policy", policy.toString(), "--alerts", alerts.toString()));
    arguments.addAll(List.of("--state", folder.resolve(name + ".state").toString()));
    arguments.addAll(List.of("--metrics-listen", address));
    arguments.addAll(more);
    return new Agent(
        name, start(before, arguments), alerts, URI.create("http://" + address + "/metrics"), http);
  }

  /** The page of its metrics; empty when it does not answer. */
  String page() throws InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  /** Waits until its metrics say something. */
  void awaitMetric(String line) throws Exception {
    program.await(
        name + " doesn't report " + line + " but\n" + page(), () -> page().contains(line));
  }

  /** Waits until it runs a release. */
  void awaitRelease(String digest) throws Exception {
    awaitMetric("release=\"" + digest + "\"");
  }

  /** A number of its metrics, by name and labels as they stand in the page. */
  double metric(String series) throws InterruptedException {
    String page = page();
    Matcher line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(page);
    if (!line.find()) {
      throw new AssertionError(name + " doesn't report " + series + " but\n" + page);
    }
    return Double.parseDouble(line.group(1));
  }

  /** Waits until one of its alerts has all these texts. */
  void awaitAlert(String... texts) throws Exception {
    program.await(
        name + " doesn't tell of " + List.of(texts),
        () ->
            alertsSoFar()
                .lines()
                .anyMatch(line -> List.of(texts).stream().allMatch(line::contains)));
  }

  String alertsSoFar() throws IOException {
    return Files.exists(alerts) ? Files.readString(alerts) : "";
  }

  @Override
  public void close() throws IOException {
    program.close();
  }
}
