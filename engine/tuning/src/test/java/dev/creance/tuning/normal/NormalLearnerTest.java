package dev.creance.tuning.normal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.corpus.Label;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.GeneratedCapture;
import dev.creance.tuning.Samples;
import dev.creance.tuning.normal.NormalLearner.Judgement;
import dev.creance.tuning.normal.NormalProfile.Difference;
import dev.creance.tuning.normal.NormalProfile.Seen;
import dev.creance.tuning.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On captures of which every event is known. */
class NormalLearnerTest {
  private static final String RULE =
      """
      - rule: Reads secrets
        desc: somebody reads a secret
        condition: evt.type = openat and fd.name startswith /srv/
        output: secret read (file=%fd.name)
        priority: WARNING
      """;

  @TempDir Path folder;

  private Path record(String name, boolean theft) throws Exception {
    GeneratedCapture capture = new GeneratedCapture(1_000_000_000L);
    long cat = capture.process(10, 1, "cat", "/bin/cat", "", 0);
    for (int i = 0; i < 5; i++) {
      capture.open(cat, "/srv/data/secret" + i);
    }
    capture.open(cat, "/proc/123/status");
    capture.labelAll("normal");
    if (theft) {
      long first = capture.open(cat, "/srv/vault/key");
      capture.label(new Label("theft", first, first, "", List.of(), "T1003", List.of()));
    }
    return capture.importInto(folder.resolve(name));
  }

  @Test
  void learnsJudgesAndCompares() throws Exception {
    NormalProfile normal;
    try (Recordings recordings = Recordings.open(List.of(record("day", false)))) {
      normal = new NormalLearner(recordings).learn();
    }
    assertThat(normal.workloads())
        .isEqualTo(
            Map.of(
                "executable /bin/cat",
                Map.of(
                    "reads",
                    Map.of(
                        "/srv/data", new Seen(5, 1, 1, "/srv/data/secret0"),
                        "/proc/#", new Seen(1, 1, 1, "/proc/123/status")),
                    "acts as",
                    Map.of("cat", new Seen(6, 1, 1, "")))));
    Path file = folder.resolve("normal.json");
    normal.write(file);
    assertThat(NormalProfile.read(file)).isEqualTo(normal);

    Rule rule = Samples.load(List.of(Samples.file(RULE))).ruleset().rules().getFirst();
    try (Recordings recordings = Recordings.open(List.of(record("attack", true)))) {
      NormalLearner learner = new NormalLearner(recordings);
      assertThat(learner.judge(rule, normal))
          .isEqualTo(
              new Judgement(
                  5,
                  1,
                  0,
                  Map.of("executable /bin/cat reads /srv/vault (such as /srv/vault/key)", 1L)));
      assertThat(learner.learn().workloads())
          .as("attacks are not normal")
          .isEqualTo(normal.workloads());
    }
    NormalProfile empty = new NormalProfile(2, Map.of(), 1, Map.of());
    assertThat(empty.without(normal)).isEmpty();
    assertThat(normal.without(empty))
        .containsExactlyInAnyOrder(
            new Difference(
                "executable /bin/cat",
                "reads",
                "/srv/data",
                new Seen(5, 1, 1, "/srv/data/secret0")),
            new Difference(
                "executable /bin/cat", "reads", "/proc/#", new Seen(1, 1, 1, "/proc/123/status")),
            new Difference("executable /bin/cat", "acts as", "cat", new Seen(6, 1, 1, "")));
    assertThat(normal.without(empty).stream().map(Difference::text))
        .contains("executable /bin/cat reads /srv/data (such as /srv/data/secret0)");
  }

  @Test
  void otherFilesAreRefused() throws Exception {
    Path file = folder.resolve("other.json");
    Files.writeString(
        file, "{\"version\": 99, \"corpora\": {}, \"nodeDays\": 1, \"workloads\": {}}");
    assertThatThrownBy(() -> NormalProfile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99, this Creance reads up to 2");
    Files.writeString(file, "not JSON");
    assertThatThrownBy(() -> NormalProfile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a profile");
  }
}
