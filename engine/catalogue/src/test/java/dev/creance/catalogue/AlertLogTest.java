package dev.creance.catalogue;

import static dev.creance.catalogue.Samples.MONDAY;
import static dev.creance.catalogue.Samples.count;
import static dev.creance.catalogue.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.catalogue.AlertSums.OfRule;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertLogTest {
  @TempDir private Path folder;

  private static SeenAlert alert(String rule, String host, long seconds) {
    return new SeenAlert(
        rule + host + seconds, rule, "Notice", host, seconds * 1_000_000_000L + 123);
  }

  @Test
  void anAlertIsThereOnce() throws Exception {
    List<SeenAlert> alerts =
        List.of(
            alert("shell", "a", 0),
            alert("shell", "b", 3_600),
            alert("shell", "a", 0),
            alert("mount", "", 7_200));
    try (Catalogue catalogue = Catalogue.open(new Workspace(folder))) {
      assertThat(catalogue.alerts().sums(Instant.EPOCH)).isEqualTo(AlertSums.NONE);
      assertThat(catalogue.alerts().add(alerts)).isEqualTo(3);
    }
    try (Catalogue catalogue = Catalogue.open(new Workspace(folder))) {
      assertThat(catalogue.alerts().add(alerts)).isZero();
      AlertSums sums = catalogue.alerts().sums(Instant.EPOCH);
      Instant first = Instant.parse("1970-01-01T00:00:00.000000123Z");
      assertThat(sums.rules())
          .containsExactly(
              new OfRule("shell", "Notice", 2, 2, first, first.plusSeconds(3_600)),
              new OfRule(
                  "mount", "Notice", 1, 0, first.plusSeconds(7_200), first.plusSeconds(7_200)));
      assertThat(sums.hosts()).isEqualTo(2);
      assertThat(sums.nodeHours()).isEqualTo(4);
      assertThat(catalogue.alerts().sums(first.plusSeconds(1)).alerts()).isEqualTo(2);
      assertThat(catalogue.alerts().sums(first.plusSeconds(7_201))).isEqualTo(AlertSums.NONE);
    }
  }

  @Test
  void aCatalogueOfTheFirstVersionLearnsAlertsAndForgetsNothing() throws Exception {
    Workspace workspace = new Workspace(folder);
    String first;
    try (InputStream in =
        Objects.requireNonNull(Schema.class.getResourceAsStream("schema-1.sql"))) {
      first = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    try (Catalogue catalogue = Catalogue.open(workspace, new Schema(List.of(first)))) {
      catalogue.record(run(MONDAY, "web", count("shell", "v1", 7)));
      // As it is asked where it may not be written, and so stays at its version.
      assertThat(catalogue.alerts().sums(Instant.EPOCH)).isEqualTo(AlertSums.NONE);
    }
    try (Catalogue catalogue = Catalogue.open(workspace)) {
      assertThat(catalogue.alerts().add(List.of(alert("shell", "a", 1)))).isEqualTo(1);
      assertThat(catalogue.runs(10)).hasSize(1);
      assertThat(catalogue.recorded(catalogue.runs(1).getFirst().id()).toMillis()).isEqualTo(6_600);
    }
  }
}
