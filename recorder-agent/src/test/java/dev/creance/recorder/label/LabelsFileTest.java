package dev.creance.recorder.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of labels: what is in them, many writers at once, and writers that were killed. */
final class LabelsFileTest {
  @TempDir Path folder;

  private static Label label(String name) {
    return new Label(
        name, 5, 7, 42, "T1059.004", List.of("Run shell untrusted"), List.of("sh", "-c", "id"), 3);
  }

  @Test
  void aLabelIsALineOfJson() throws Exception {
    Path file = folder.resolve("labels.json");
    LabelsFile labels = new LabelsFile(file);
    labels.append(label("first"));
    labels.append(new Label("a \"b\"\\\n\u0001 é 🦅", 8, 8, 43, "", List.of(), List.of("true"), 0));
    assertThat(file)
        .hasContent(
            """
            {"labels": [
            {"name": "first", "start": 5, "end": 7, "pids": [42], "technique": "T1059.004", \
            "aim": ["Run shell untrusted"], "command": ["sh", "-c", "id"], "exit": 3},
            {"name": "a \\"b\\"\\\\\\n\\u0001 é \\ud83e\\udd85", "start": 8, "end": 8, "pids": [43], \
            "aim": [], "command": ["true"], "exit": 0}
            ]}
            """);
    assertThat(folder).isDirectoryNotContaining("glob:**.next");
  }

  @Test
  void manyWritersLoseNothing() throws Exception {
    Path file = folder.resolve("labels.json");
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String name = "writer " + writer;
      threads.add(
          Thread.ofPlatform()
              .name(name)
              .start(() -> {
                try {
                  for (int i = 0; i < 20; i++) {
                    new LabelsFile(file).append(label(name + "." + i));
                  }
                } catch (IOException | InterruptedException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    List<String> names = Files.readAllLines(file).stream().filter(s -> s.contains("name")).toList();
    assertThat(names).hasSize(160).doesNotHaveDuplicates();
  }

  @Test
  void aKilledWritersFileIsCleanedUp() throws Exception {
    Path file = folder.resolve("labels.json");
    Path left = Files.writeString(folder.resolve("labels.json.next"), "{\"lab");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(60)));
    new LabelsFile(file).append(label("after"));
    assertThat(file).content().contains("after");
    assertThat(left).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"actions\": []}", "{\"labels\": [\n{\"name\": \"cut"})
  void anotherFileIsLeftAlone(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("labels.json"), content);
    assertThatThrownBy(() -> new LabelsFile(file).append(label("x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected labels");
    assertThat(file).hasContent(content);
    assertThat(folder).isDirectoryNotContaining("glob:**.next");
  }

  @ParameterizedTest
  @CsvSource({
    "a/day.scap.gz, a/day.labels.json",
    "day.scap, day.labels.json",
    "day, day.labels.json"
  })
  void besideItsCapture(Path capture, Path labels) {
    assertThat(LabelsFile.beside(capture)).isEqualTo(labels);
  }
}
