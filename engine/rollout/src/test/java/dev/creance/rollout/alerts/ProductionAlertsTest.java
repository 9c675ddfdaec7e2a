package dev.creance.rollout.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.catalogue.AlertSums;
import dev.creance.catalogue.AlertSums.OfRule;
import dev.creance.catalogue.Catalogue;
import dev.creance.catalogue.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
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
    assertThat(alerts.addFile(file)).isEqualTo(new AlertFile(file, 4, 4, ""));
    AlertSums sums = alerts.sums();
    assertThat(sums.alerts()).isEqualTo(4);
    assertThat(sums.rules()).extracting(OfRule::rule).containsExactly("shell", "mount");
    assertThat(sums.rules()).extracting(OfRule::alerts).containsExactly(3L, 1L);
    assertThat(sums.rules()).extracting(OfRule::hosts).containsExactly(2, 1);
    assertThat(sums.first()).isEqualTo("2026-01-01T00:00:00.123456789Z");
    assertThat(sums.nodeHours()).isEqualTo(4);
    assertThat(new ProductionAlerts().sums()).isEqualTo(AlertSums.NONE);
  }

  @Test
  void theSameAlertIsKeptOnce() throws Exception {
    String one = alert("shell", "a", "2026-01-01T00:00:00.1Z");
    Path file =
        Files.writeString(
            folder.resolve("alerts.jsonl"),
            String.join(
                "\n",
                one,
                // As falcosidekick hands it on: numbered anew, in another order, with more fields.
                "{\"uuid\":\"1\",\"rule\":\"shell\",\"time\":\"2026-01-01T00:00:00.100000000Z\","
                    + "\"output\":\"o\",\"hostname\":\"a\",\"priority\":\"Notice\"}",
                alert("shell", "b", "2026-01-01T00:00:00.1Z"),
                alert("shell", "a", "2026-01-01T00:00:00.100000001Z"),
                alert("mount", "a", "2026-01-01T00:00:00.1Z"),
                one.replace("\"o\"", "\"p\""),
                "{\"rule\":\"r\",\"time\":\"2026-01-01T00:00:00Z\",\"output_fields\":{\"a\":1}}",
                "{\"rule\":\"r\",\"time\":\"2026-01-01T00:00:00Z\",\"output_fields\":{\"a\":2}}",
                "{\"rule\":\"r\",\"time\":\"9999-01-01T00:00:00Z\"}"));
    try (Catalogue catalogue = Catalogue.open(new Workspace(folder))) {
      AlertImport into = new AlertImport(catalogue.alerts());
      assertThat(into.file(file)).isEqualTo(new AlertFile(file, 8, 1, ""));
      assertThat(into.added()).isEqualTo(7);
      into.file(file);
      assertThat(into.added()).isEqualTo(7);
      assertThat(catalogue.alerts().sums(Instant.EPOCH).alerts()).isEqualTo(7);
    }
  }

  @Test
  void compressedFilesAreReadAsFarAsTheyGo() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines.append(alert("shell", "a", Instant.ofEpochSecond(i).toString())).append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    // Neither name says that it is compressed.
    Path whole = Files.write(folder.resolve("falco.1"), bytes.toByteArray());
    assertThat(new ProductionAlerts().addFile(whole)).isEqualTo(new AlertFile(whole, 5_000, 0, ""));
    Path cut =
        Files.write(folder.resolve("cut"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    AlertFile read = new ProductionAlerts().addFile(cut);
    assertThat(read.alerts()).isBetween(1L, 4_999L);
    assertThat(read.damage()).contains("cut off");
    Path nothing = Files.write(folder.resolve("nothing"), Arrays.copyOf(bytes.toByteArray(), 5));
    assertThatThrownBy(() -> new ProductionAlerts().addFile(nothing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing: its compressed data is damaged or cut off");
  }

  @Test
  void takesAlertsByHttp() throws Exception {
    Path file = folder.resolve("received.jsonl");
    try (AlertReceiver receiver =
            new AlertReceiver(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(AlertSink.of(file)));
        HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + receiver.port() + "/");
      String pretty = alert("shell", "a", "2026-01-01T00:00:00Z").replace(",", ",\n ");
      assertThat(post(client, address, pretty)).isEqualTo(200);
      assertThat(post(client, address, "no alert")).isEqualTo(400);
      assertThat(post(client, address, "[]")).isEqualTo(400);
      assertThat(post(client, address, "{\"rule\":\"no time\"}")).isEqualTo(400);
      assertThat(post(client, address, "y".repeat(2 << 20))).isIn(413, 400);
      assertThat(receiver.taken()).isEqualTo(1);
      assertThat(receiver.refused()).isEqualTo(4);
    }
    assertThat(new ProductionAlerts().addFile(file)).isEqualTo(new AlertFile(file, 1, 0, ""));
  }

  @Test
  void aLineThatWasCutOffTakesNoOtherWithIt() throws Exception {
    String whole = alert("shell", "a", "2026-01-01T00:00:00Z");
    Path file = Files.writeString(folder.resolve("received.jsonl"), whole + "\n{\"rule\": \"sh");
    try (AlertSink sink = AlertSink.of(file)) {
      sink.take(whole, ProductionAlert.parse(whole).orElseThrow());
    }
    assertThat(new ProductionAlerts().addFile(file)).isEqualTo(new AlertFile(file, 2, 1, ""));
  }

  @Test
  void whatCannotBeKeptIsSentAgain() throws Exception {
    AtomicBoolean full = new AtomicBoolean(true);
    AlertSink sink =
        (line, alert) -> {
          if (full.get()) {
            throw new IOException("no space left");
          }
        };
    try (AlertReceiver receiver =
            new AlertReceiver(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(sink));
        HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + receiver.port() + "/");
      String alert = alert("shell", "a", "2026-01-01T00:00:00Z");
      assertThat(post(client, address, alert)).isEqualTo(503);
      full.set(false);
      assertThat(post(client, address, alert)).isEqualTo(200);
      assertThat(receiver.taken()).isEqualTo(1);
    }
  }

  private static int post(HttpClient client, URI address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
