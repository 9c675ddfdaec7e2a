package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts of production by the commands alone: from files and by HTTP, kept and shown. */
class AlertsCommandsTest {
  private static final String NOISY = "Create Hidden Files or Directories";

  private static final Path CORPORA = Path.of("../corpora");

  @TempDir private Path folder;

  private static String alert(String rule, String host, int number) {
    return "{\"hostname\":\"%s\",\"output\":\"file %d\",\"priority\":\"Notice\",\"rule\":\"%s\",\"time\":\"%s\"}"
        .formatted(host, number, rule, Instant.ofEpochSecond(1_700_000_000L + number, 5));
  }

  private JsonNode shown(String... more) {
    List<String> all = new ArrayList<>(List.of("alerts", "show", "--json"));
    all.addAll(List.of(more));
    Run run = Run.of(all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isIn(ExitCode.DONE, ExitCode.INPUT);
    return JsonMapper.shared().readTree(run.out());
  }

  private JsonNode kept() {
    return shown("--workspace", folder.toString());
  }

  @Test
  void filesAreKeptOnceAndShownBesideTheReplay() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2_400; i++) {
      lines.append(alert(i % 4 == 0 ? "Other" : NOISY, i % 2 == 0 ? "a" : "b", i)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("falco.jsonl"), lines + "Falco started\n{\"ru");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    Path rotated = Files.write(folder.resolve("falco.jsonl.1.gz"), bytes.toByteArray());

    Run first = Run.of("alerts", "import", "--workspace=" + folder, file.toString());
    assertThat(first.code()).isEqualTo(ExitCode.INPUT);
    assertThat(first.err())
        .contains("falco.jsonl: 2 lines are no alert", "2,400 alerts, 2,400 of them new in ");
    Run again = Run.of("alerts", "import", "--workspace=" + folder, rotated.toString());
    assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
    assertThat(again.err()).contains("2,400 alerts, 0 of them new in ");

    JsonNode kept = kept();
    assertThat(kept.path("alerts").asInt()).isEqualTo(2_400);
    assertThat(kept.path("hosts").asInt()).isEqualTo(2);
    assertThat(kept.path("nodeHours").asDouble()).isBetween(1.33, 1.34);
    assertThat(kept.at("/rules/0/rule").asString()).isEqualTo(NOISY);
    assertThat(kept.at("/rules/0/alerts").asInt()).isEqualTo(1_800);
    assertThat(kept.at("/rules/0/first").asString()).isEqualTo("2023-11-14T22:13:21.000000005Z");
    assertThat(kept.has("replay")).isFalse();
    assertThat(shown("--workspace=" + folder, "--last=7d").path("alerts").asInt()).isZero();

    Path corpus = folder.resolve("day");
    assertThat(
            Run.of(
                    "import",
                    CORPORA.resolve("attacks/capture.scap.gz").toString(),
                    "--into",
                    corpus.toString())
                .code())
        .isEqualTo(ExitCode.DONE);
    Run measured =
        Run.of(
            "measure",
            "--json",
            "--workspace=" + folder,
            "--rules",
            CORPORA.resolve("rules").toString(),
            CORPORA.resolve("rules/overlays").toString(),
            "--",
            corpus.toString());
    assertThat(measured.code()).as(measured.err()).isEqualTo(ExitCode.DONE);
    JsonNode beside = kept();
    assertThat(beside.at("/replay/hours").asDouble()).isPositive();
    int hits = 0;
    int seen = 0;
    for (JsonNode rule : JsonMapper.shared().readTree(measured.out()).path("rules")) {
      hits += rule.path("hits").asInt();
    }
    for (JsonNode rule : beside.path("rules")) {
      seen += rule.at("/replayed/hits").asInt(0);
    }
    assertThat(seen).isEqualTo(hits).isPositive();
    Run table = Run.of("alerts", "show", "--workspace=" + folder);
    assertThat(table.out()).contains("hits on recordings", NOISY, "1,800");
    assertThat(table.err()).contains("2,400 alerts of 2 hosts", "recordings: run 1 on day");
  }

  @Test
  void filesAreShownWithoutAWorkspace() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.jsonl"), alert("shell", "a", 0) + "\n" + alert("shell", "a", 1_800));
    JsonNode shown = shown(file.toString());
    assertThat(shown.path("alerts").asInt()).isEqualTo(2);
    assertThat(shown.at("/rules/0/perNodeHour").asDouble()).isEqualTo(4);
    Path none = folder.resolve("none");
    Run nothing = Run.of("alerts", "show", "--workspace=" + none);
    assertThat(nothing.code()).isEqualTo(ExitCode.INPUT);
    assertThat(nothing.err()).contains("no workspace here");
    assertThat(none).doesNotExist();
    assertThat(Run.of("alerts", "show", "--last=7d", file.toString()).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(Run.of("alerts", "show", "--last=never").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Run.of("alerts", "serve").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Run.of("alerts", "import", folder.resolve("missing").toString()).code())
        .isEqualTo(ExitCode.INPUT);
  }

  /** Killed while it is sent to from several sides; senders send again what was not answered. */
  @Test
  void whatIsSentIsNeitherLostNorDoubled() throws Exception {
    int alerts = 240;
    Path file = folder.resolve("received.jsonl");
    AtomicInteger answered = new AtomicInteger();
    Sender sender = new Sender();
    try (Receiver receiver = new Receiver(file)) {
      sender.address = receiver.address;
      List<Future<?>> senders = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        for (int i = 0; i < 4; i++) {
          int side = i;
          senders.add(
              threads.submit(() -> {
                for (int number = side; number < alerts; number += 4) {
                  if (sender.send(alert("shell", "host " + side, number))) {
                    answered.incrementAndGet();
                  }
                }
              }));
        }
        while (answered.get() < alerts / 4 && !senders.stream().allMatch(Future::isDone)) {
          Thread.sleep(1);
        }
        receiver.kill();
      }
    }
    int before = answered.get();
    assertThat(before).isGreaterThanOrEqualTo(alerts / 4);
    assertThat(kept().path("alerts").asInt()).isBetween(before, Math.min(alerts, before + 4));
    try (Receiver receiver = new Receiver(file)) {
      sender.address = receiver.address;
      for (int number = 0; number < alerts; number++) {
        assertThat(sender.send(alert("shell", "host " + number % 4, number))).isTrue();
      }
      assertThat(sender.post("no alert")).isEqualTo(400);
    }
    JsonNode kept = kept();
    assertThat(kept.path("alerts").asInt()).isEqualTo(alerts);
    assertThat(kept.path("hosts").asInt()).isEqualTo(4);
    // The file has what was sent again twice; it was never cut through.
    JsonNode lines = shown(file.toString());
    assertThat(lines.path("unreadable").asInt()).isZero();
    assertThat(lines.path("alerts").asInt()).isBetween(alerts + before, alerts + before + 4);
    Run imported = Run.of("alerts", "import", "--workspace=" + folder, file.toString());
    assertThat(imported.err()).contains(" 0 of them new");
  }

  private static final class Sender {
    private final HttpClient client = HttpClient.newHttpClient();
    volatile URI address = URI.create("http://127.0.0.1:1/");

    boolean send(String alert) {
      try {
        return post(alert) == 200;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    int post(String body) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  /** {@code creance alerts serve} as a program of its own, so that it can be killed. */
  private final class Receiver implements AutoCloseable {
    private final Process process;
    final URI address;

    Receiver(Path file) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.creance.workbench.Main",
                  "alerts",
                  "serve",
                  "--listen=127.0.0.1:0",
                  "--workspace=" + folder,
                  "--into=" + file)
              .redirectErrorStream(true)
              .start();
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      String line = Objects.requireNonNull(said.readLine());
      assertThat(line).startsWith("listening on 127.0.0.1:");
      address = URI.create("http://" + line.substring("listening on ".length()) + "/");
    }

    void kill() throws InterruptedException {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws InterruptedException {
      kill();
    }
  }
}
