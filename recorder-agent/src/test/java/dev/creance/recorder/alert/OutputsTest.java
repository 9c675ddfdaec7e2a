package dev.creance.recorder.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.creance.events.json.JsonReader;
import dev.creance.recorder.SilentLog;
import dev.creance.recorder.capture.RecordingLog;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutputsTest {
  private static final RecordingLog SILENT = new SilentLog();

  @TempDir private Path folder;

  private static Alert alert(String rule, int number) {
    return new Alert(
        rule,
        "Warning",
        "syscall",
        1_795_560_726_934_702_781L,
        "22:52:06: Warning " + rule + " " + number,
        "{\"rule\":\"" + rule + "\",\"number\":" + number + "}",
        new Alert.Scene(
            "node-1",
            "web (0123456789ab)",
            "registry/web:1.2",
            "shop/web-0",
            "10.0.0.1:4711 → 10.0.0.2:443",
            "root (0)",
            "sh (17)",
            "sh -c 'echo \"<a> & ```b```\" | tee /tmp/x'"));
  }

  @Test
  void whatAReceiverDoesNotTakeComesAgainAndInOrder() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          int number = requests.incrementAndGet();
          int status = number == 2 ? 503 : number == 4 ? 429 : body.contains("never") ? 400 : 200;
          if (status == 200) {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
                .isEqualTo("application/json");
            got.add(body);
          }
          if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "1");
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try (AlertOutput output =
        QueuedOutput.start(
            "http", folder, 1 << 20, HttpDelivery.falco(target, Duration.ofSeconds(5)), SILENT)) {
      output.accept(alert("a", 0));
      output.accept(alert("a", 1));
      output.accept(alert("never", 2));
      output.accept(alert("a", 3));
      while (output.counts().waiting() > 0) {
        Thread.sleep(10);
      }
      assertThat(output.counts())
          .returns(3L, AlertOutput.Counts::sent)
          .returns(1L, AlertOutput.Counts::refused)
          .returns(2L, AlertOutput.Counts::failures);
    } finally {
      server.stop(0);
    }
    assertThat(got)
        .containsExactly(alert("a", 0).json(), alert("a", 1).json(), alert("a", 3).json());
  }

  @Test
  void whatWaitsAtTheEndIsSentAfterTheNextStart() throws Exception {
    int port;
    try (var free = new java.net.ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI target = URI.create("http://127.0.0.1:" + port + "/");
    HttpDelivery delivery = HttpDelivery.falco(target, Duration.ofSeconds(1));
    try (AlertOutput output = QueuedOutput.start("http", folder, 1 << 20, delivery, SILENT)) {
      output.accept(alert("a", 7));
    }
    List<String> got = new CopyOnWriteArrayList<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext(
        "/",
        exchange -> {
          got.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (AlertOutput output = QueuedOutput.start("http", folder, 1 << 20, delivery, SILENT)) {
      while (output.counts().sent() == 0) {
        Thread.sleep(10);
      }
    } finally {
      server.stop(0);
    }
    assertThat(got).containsExactly(alert("a", 7).json());
  }

  @Test
  void theRateLimitSaysWhatItHeldBack() throws Exception {
    Path file = folder.resolve("alerts.jsonl");
    AtomicLong clock = new AtomicLong();
    try (AlertOutput output =
        new LimitedOutput(LineOutput.file(file, true), RateLimit.parse("2/1m"), "h", clock::get)) {
      for (int i = 0; i < 5; i++) {
        output.accept(alert("noisy", i));
      }
      output.accept(alert("other", 0));
      assertThat(output.counts().heldBack()).isEqualTo(3);
      clock.set(Duration.ofSeconds(61).toNanos());
      output.tick();
      output.accept(alert("noisy", 5));
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(3)).contains("\"held_back\":3", "\"rule\":\"noisy\"", "alerts held back");
    assertThat(lines.get(4)).isEqualTo(alert("noisy", 5).json());
    for (String line : lines) {
      assertThat(JsonReader.read(line)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0/1m", "5/x", "5/1d", "-1/1s"})
  void ratesThatAreNone(String text) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> RateLimit.parse(text))
        .hasMessageContaining("20/1m");
  }

  @Test
  void slackGetsTheSceneAndTheExactCommandLine() throws Exception {
    Alert alert = alert("Shell <x> & y", 1);
    String message = SlackMessage.of(alert);
    assertThat(JsonReader.read(message)).isNotNull();
    assertThat(message)
        .contains("*Container*", "registry/web:1.2", "shop/web-0", "10.0.0.1:4711")
        .contains("Shell &lt;x&gt; &amp; y")
        .contains(
            "rich_text_preformatted\",\"elements\":[{\"type\":\"text\",\"text\":"
                + Json.text(alert.scene().commandLine()));
  }

  @Test
  void syslogByUdpAndByTheLocalSocketsForm() throws Exception {
    Alert alert = alert("a\"]\nb", 1);
    assertThat(SyslogMessage.rfc3164(alert, 16, "", 42, ZoneOffset.UTC))
        .startsWith("<132>Nov 24 22:52:06 creance[42]: ")
        .doesNotContain("\n");
    try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        AlertOutput output =
            QueuedOutput.start(
                "syslog",
                folder,
                1 << 20,
                SyslogDelivery.to("udp:127.0.0.1:" + receiver.getLocalPort(), 0, 16, "no de"),
                SILENT)) {
      output.accept(alert);
      DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
      receiver.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      assertThat(text)
          .startsWith("<132>1 2026-11-24T22:52:06.934702Z no_de creance ")
          .contains("[creance@32473 rule=\"a\\\"\\]\\\\nb\"");
    }
  }

  @Test
  void syslogThroughAUnixSocket() throws Exception {
    Path socket = folder.resolve("log");
    Process receiver =
        new ProcessBuilder(
                "python3",
                "-c",
                "import socket,sys\n"
                    + "s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\n"
                    + "s.bind(sys.argv[1])\n"
                    + "print(s.recv(65536).decode())",
                socket.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (AlertOutput output =
        QueuedOutput.start(
            "syslog",
            folder.resolve("queue"),
            1 << 20,
            SyslogDelivery.to("unix:" + socket, 0, 16, "node"),
            SILENT)) {
      output.accept(alert("a", 1));
      List<String> lines = new ArrayList<>(receiver.inputReader().lines().toList());
      assertThat(lines).hasSize(1);
      assertThat(lines.getFirst()).startsWith("<132>").endsWith("Warning a 1");
    } finally {
      receiver.destroyForcibly();
    }
  }
}
