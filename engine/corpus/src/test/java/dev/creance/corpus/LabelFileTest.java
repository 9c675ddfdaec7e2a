package dev.creance.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFileTest {
  @TempDir private Path folder;

  private List<Label> read(String json) throws IOException {
    return LabelFile.read(Files.writeString(folder.resolve("labels.json"), json));
  }

  @Test
  void ownForm() throws IOException {
    String json =
        """
        [{"name": "shell", "start": "1970-01-01T00:00:01.5Z", "end": 2000000000, "host": "web",
          "pids": [7, 8], "technique": "T1059", "aim": ["A", "B"], "note": "passed over"},
         {"name": "normal", "start": 5, "end": 6}]
        """;
    assertThat(read(json))
        .containsExactly(
            new Label(
                "shell",
                1_500_000_000L,
                2_000_000_000L,
                "web",
                List.of(7L, 8L),
                "T1059",
                List.of("A", "B")),
            new Label("normal", 5, 6, "", List.of(), "", List.of()));
    assertThat(read("{\"labels\": " + json + "}")).isEqualTo(read(json));
  }

  @Test
  void actionsLastUntilTheNextWhereTheyDoNotSay() throws IOException {
    String json =
        """
        {"capture": "x", "actions": [
          {"name": "one", "start_ns": 10, "end_ns": 12, "pid": 3, "technique": null, "rc": 0},
          {"name": "two", "start_ns": 20},
          {"name": "three", "start_ns": 30},
          {"name": "end", "start_ns": 40}]}
        """;
    assertThat(read(json))
        .containsExactly(
            new Label("one", 10, 12, "", List.of(3L), "", List.of()),
            new Label("two", 20, 29, "", List.of(), "", List.of()),
            new Label("three", 30, 39, "", List.of(), "", List.of()));
    assertThat(read("{\"actions\": [{\"name\": \"open\", \"start_ns\": 10}]}"))
        .containsExactly(new Label("open", 10, Long.MAX_VALUE, "", List.of(), "", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": 1                                    | labels.json:1:
          3                                             | expected a list of labels
          [7]                                           | [0]: expected an object
          [{"start": 1, "end": 2}]                      | [0]: a label needs a name
          [{"name": "a", "start": 3, "end": 2}]         | [0]: 'a' ends before it starts
          [{"name": "a", "start": "today", "end": 2}]   | [0].start: expected a time such as
          [{"name": "a", "end": 2}]                     | [0].start: expected nanoseconds or a time, found nothing
          [{"name": "a", "start": 1.5, "end": 2}]       | [0].start: expected nanoseconds or a time, found 1.5
          [{"name": ["a"], "start": 1, "end": 2}]       | [0].name: expected a text
          [{"name": "a", "start": 1, "end": 2, "pids": 7}]      | [0].pids: expected a list, found 7
          [{"name": "a", "start": 1, "end": 2, "pids": ["x"]}]  | [0].pids: expected a process id
          [{"name": "a", "start": 1, "end": 2, "aim": [1]}]     | [0].aim: expected texts, found 1
          """)
  void problemsAreToldWithTheirPlace(String json, String problem) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("labels.json")
        .hasMessageContaining(problem);
  }
}
