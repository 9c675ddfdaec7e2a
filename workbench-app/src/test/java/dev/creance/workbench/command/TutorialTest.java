package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's tutorial from a capture to a committed exception, word by word: every command is
 * run, in order, on the samples; what the text shows as output has to come.
 */
class TutorialTest {
  private static final String HEADING = "## From a capture to a committed exception";
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, Run> runs = new HashMap<>();

  @Test
  void everyCommandDoesWhatItIsSaidToDo() throws IOException {
    String readme = Files.readString(House.file("README.md"));
    int start = readme.indexOf(HEADING);
    String section = readme.substring(start, readme.indexOf("\n## ", start + 1));
    Files.createDirectories(folder.resolve("work"));
    Matcher block = BLOCK.matcher(section);
    String printed = "";
    while (block.find()) {
      String text = block.group(2);
      switch (block.group(1)) {
        case "sh" -> printed = run(text);
        case "yaml" ->
            Files.writeString(
                folder.resolve("work/hidden.test.yaml"),
                text.replace("../corpora", House.file("corpora").toString()));
        default -> assertThat(printed).as("the output that is shown").contains(text.strip());
      }
    }
    assertThat(of("test ").err()).contains("2 passed");
    assertThat(of("exceptions ").out()).contains("normal_tar_bash");
    assertThat(of("diff ").out())
        .contains("Create Hidden Files or Directories")
        .contains("| 0 | 91 |");
    assertThat(of("normal judge ").out()).contains("expected, ").contains("new: ");
    assertThat(of("growth ").out()).contains("recorded: a trend takes 7 days");
    assertThat(of("robustness ").out()).contains("10% of events dropped");
    assertThat(of("cost ").out()).contains("ns per event");
    assertThat(of("shrink ").err()).doesNotContain("Exception");
    assertThat(folder.resolve("work/shell")).isNotEmptyDirectory();
    assertThat(Files.readString(folder.resolve("work/report.html"))).contains("<svg");
  }

  private Run of(String begin) {
    return runs.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(begin))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** Runs the commands of a block; what the last one printed. */
  private String run(String block) throws IOException {
    String out = "";
    for (String line : block.replace("\\\n", " ").split("\n")) {
      if (line.contains("=") && line.matches("\\w+=.*")) {
        List<String> words = words(line.substring(line.indexOf('=') + 1));
        variables.put(line.substring(0, line.indexOf('=')), words.getFirst());
      } else if (line.startsWith("./creance ")) {
        List<String> words = words(line.substring("./creance ".length()));
        Run run = Run.of(words.toArray(String[]::new));
        assertThat(run.code()).as(line + "\n" + run.err()).isEqualTo(ExitCode.DONE);
        runs.putIfAbsent(line.substring("./creance ".length()), run);
        out = run.out();
      }
    }
    return out;
  }

  /**
   * As a shell takes a line apart, with the samples where they are and {@code work} in a folder.
   */
  private List<String> words(String line) throws IOException {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(#.*)|(\\S+)").matcher(line);
    while (word.find()) {
      if (word.group(3) != null) {
        break;
      }
      if (word.group(4) == null) {
        words.add(word.group(1) == null ? word.group(2) : word.group(1));
      } else if (word.group(4).startsWith("$")) {
        String value = variables.get(word.group(4).substring(1));
        words.addAll(words(Objects.requireNonNull(value, word.group(4))));
      } else {
        words.addAll(placed(word.group(4)));
      }
    }
    return words;
  }

  private List<String> placed(String word) throws IOException {
    String placed =
        Stream.of(word.split(","))
            .map(part -> part.startsWith("corpora/") ? House.file(part).toString() : part)
            .map(part -> part.startsWith("work/") ? folder.resolve(part).toString() : part)
            .reduce((one, other) -> one + "," + other)
            .orElse("");
    int star = word.indexOf('*');
    if (star < 0) {
      return List.of(placed);
    }
    String begin = word.substring(0, star).replaceFirst(".*/", "");
    String end = word.substring(star + 1);
    try (Stream<Path> all = Files.list(House.file("corpora"))) {
      return all.filter(one -> one.getFileName().toString().startsWith(begin))
          .sorted()
          .map(one -> one + end)
          .toList();
    }
  }
}
