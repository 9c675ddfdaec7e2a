package dev.creance.tuning.propose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.tuning.Samples;
import dev.creance.tuning.propose.FieldTest.Operator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Overlays have the forms of those that Falco itself was seen to load, line by line. */
class OverlayFormsTest {
  private static final List<FieldTest> TESTS =
      List.of(
          new FieldTest("proc.exepath", Operator.EQUALS, "/usr/bin/tar", false),
          new FieldTest("fd.name", Operator.STARTS_WITH, "/srv/app/", true),
          new FieldTest("proc.cmdline", Operator.ENDS_WITH, "two words", true));

  @Test
  void everyLineHasAFormThatFalcoAccepts() throws IOException {
    Optional<Path> capture = Samples.shared("attack-exec");
    assumeTrue(capture.isPresent(), "no ../shared/captures beside the repository");
    Set<String> accepted = new TreeSet<>();
    for (JsonNode vector : vectors(capture.get().resolve("overlays.jsonl.gz"))) {
      if (vector.path("expect").path("loads").asBoolean()) {
        accepted.addAll(forms(vector.path("overlay").asString()));
      }
    }
    assertThat(accepted).hasSizeGreaterThan(10);
    for (int count = 1; count <= TESTS.size(); count++) {
      String overlay =
          OverlayText.of(
              "Run shell untrusted",
              "normal_tar",
              TESTS.subList(0, count),
              Ownership.unsigned(LocalDate.of(2026, 11, 25)),
              "some");
      assertThat(accepted).as(overlay).containsAll(forms(overlay));
    }
    for (Operator operator : Operator.values()) {
      assertThat(accepted).contains("comparison " + operator.text());
    }
  }

  private static List<JsonNode> vectors(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    List<JsonNode> vectors = new ArrayList<>();
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> vectors.add(json.readTree(line)));
    }
    return vectors;
  }

  /** Its lines without comments, with any text for texts and any name for names. */
  private static Set<String> forms(String overlay) {
    Set<String> forms = new TreeSet<>();
    for (String line : overlay.split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.strip().startsWith("comps:")) {
        for (String part : line.replaceAll(".*\\[|].*|\"", "").split(", ")) {
          forms.add("comparison " + part);
        }
      }
      forms.add(
          line.replaceAll("\"[^\"]*\"", "\"\"")
              .replaceAll("(name: )\\S+", "$1n")
              .replaceAll("[a-z]+\\.[a-z._]+", "f"));
    }
    return forms;
  }
}
