package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mark}, as its users start it. */
final class MarkCommandTest {
  @TempDir Path folder;

  private Path labels() {
    return folder.resolve("labels.json");
  }

  private RecorderProcess mark(String name, String... command) throws Exception {
    String[] arguments =
        new String[] {"mark", name, "--technique", "T1003", "--labels", labels().toString(), "--"};
    int length = arguments.length;
    String[] all = Arrays.copyOf(arguments, length + command.length);
    System.arraycopy(command, 0, all, length, command.length);
    return RecorderProcess.start(List.of(), all);
  }

  private static long group(Matcher matcher, int group) {
    return Long.parseLong(matcher.group(group));
  }

  @Test
  void exitCodeTimeAndProcess() throws Exception {
    long before = System.currentTimeMillis();
    try (RecorderProcess mark = mark("step", "sh", "-c", "echo root=$$; sleep 0.2; exit 7")) {
      assertThat(mark.await()).as(mark.messages()).isEqualTo(7);
      String root = mark.messages().strip().replace("root=", "");
      String text = Files.readString(labels());
      Matcher label =
          Pattern.compile("\"start\": (\\d+), \"end\": (\\d+), \"pids\": \\[(\\d+)]").matcher(text);
      assertThat(label.find()).as(text).isTrue();
      assertThat(group(label, 3)).isEqualTo(Long.parseLong(root));
      assertThat(group(label, 1) / 1_000_000).isBetween(before, System.currentTimeMillis());
      assertThat(group(label, 2) - group(label, 1)).isGreaterThanOrEqualTo(200_000_000);
      assertThat(text).contains("\"technique\": \"T1003\"").contains("\"exit\": 7");
    }
  }

  @Test
  void aCommandThatIsNotThereLeavesNoLabel() throws Exception {
    try (RecorderProcess mark = mark("step", "/no/such/command")) {
      assertThat(mark.await()).isEqualTo(127);
      assertThat(mark.messages().lines()).hasSize(1);
    }
    assertThat(labels()).doesNotExist();
  }

  @Test
  void sigtermReachesTheCommandAndTheLabelIsWritten() throws Exception {
    Path ready = folder.resolve("ready");
    try (RecorderProcess mark = mark("step", "sh", "-c", "> " + ready + "; exec sleep 60")) {
      for (int i = 0; i < 1000 && !Files.exists(ready); i++) {
        Thread.sleep(20);
      }
      Thread.sleep(300); // the handlers are set right after the start
      mark.terminate();
      assertThat(mark.await()).isEqualTo(128 + 15);
    }
    assertThat(labels()).content().contains("\"exit\": 143");
  }

  @Test
  void labelsThatCannotBeWrittenStopItBeforeTheCommand() throws Exception {
    Files.writeString(labels(), "[1, 2]");
    try (RecorderProcess mark = mark("step", "touch", folder + "/run")) {
      assertThat(mark.await()).isEqualTo(3);
      assertThat(mark.messages()).contains("expected labels");
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mark -- true                               | needs one name
          mark a                                     | needs a command
          mark a b -- true                           | needs one name
          mark a --technique shell -- true           | expected a technique
          mark a --labels x --capture y -- true      | give one
          mark a --colour red -- true                | unknown option
          """)
  void wrongUsage(String line, String problem) {
    List<String> words = Arrays.asList(line.strip().split(" "));
    assertThatThrownBy(() -> MarkOptions.parse(words.subList(1, words.size()), Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a -- true                              | out/day.scap.gz | out/day.labels.json
          a --capture b.scap -- true             | out/day.scap.gz | b.labels.json
          a --labels l.json -- true              | out/day.scap.gz | l.json
          a -- true                              |                 | labels.json
          """)
  void whereLabelsGo(String line, String capture, Path labels) throws Exception {
    Map<String, String> environment =
        capture == null ? Map.of() : Map.of(MarkOptions.CAPTURE_VARIABLE, capture);
    assertThat(MarkOptions.parse(Arrays.asList(line.strip().split(" ")), environment).labels())
        .isEqualTo(labels);
  }
}
