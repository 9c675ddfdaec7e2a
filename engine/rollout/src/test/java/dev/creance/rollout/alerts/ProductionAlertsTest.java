package dev.creance.rollout.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductionAlertsTest {
  @TempDir private Path folder;

  private static String alert(String rule, String host, String time) {
    return "{\"hostname\":\"%s\",\"output\":\"o\",\"priority\":\"Notice\",\"rule\":\"%s\",\"time\":\"%s\"}"
        .formatted(host, rule, time);
  }

  @Test
  void countsWhatIsAnAlertAndWhatIsNone() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("alerts.jsonl"),
            String.join(
                "\n",
                alert("shell", "a", "2026-01-01T00:00:00.123456789Z"),
                alert("shell", "b", "2026-01-01T02:00:00.123456789Z"),
                alert("mount", "a", "2026-01-01T01:00:00Z"),
                "",
                "Thu Jan 1: Falco started",
                "{\"rule\":\"no time\"}",
                "{\"rule\":\"cut off",
                "x".repeat(3 << 20),
                alert("shell", "a", "2026-01-01T01:30:00Z")));
    ProductionAlerts alerts = new ProductionAlerts();
    alerts.addFile(file);
    assertThat(alerts.alerts()).isEqualTo(4);
    assertThat(alerts.unreadable()).isEqualTo(4);
    assertThat(alerts.rules().keySet()).containsExactly("mount", "shell");
    ProductionAlerts.Tally shell = Objects.requireNonNull(alerts.rules().get("shell"));
    assertThat(shell.count()).isEqualTo(3);
    assertThat(shell.hosts()).isEqualTo(Set.of("a", "b"));
    assertThat(alerts.nodeHours()).isEqualTo(4);
  }

  @Test
  void takesAlertsByHttp() throws Exception {
    Path file = folder.resolve("received.jsonl");
    try (AlertReceiver receiver =
            new AlertReceiver(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), file);
        HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + receiver.port() + "/");
      String pretty = alert("shell", "a", "2026-01-01T00:00:00Z").replace(",", ",\n ");
      assertThat(post(client, address, pretty)).isEqualTo(200);
      assertThat(post(client, address, "no alert")).isEqualTo(400);
      assertThat(post(client, address, "[]")).isEqualTo(400);
      assertThat(post(client, address, "y".repeat(2 << 20))).isIn(413, 400);
      assertThat(receiver.taken()).isEqualTo(1);
      assertThat(receiver.refused()).isEqualTo(3);
    }
    ProductionAlerts alerts = new ProductionAlerts();
    alerts.addFile(file);
    assertThat(alerts.alerts()).isEqualTo(1);
    assertThat(alerts.unreadable()).isZero();
  }

  private static int post(HttpClient client, URI address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
