package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Replay;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.Options;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed corpora hold what their README and their labels say. */
final class CorporaTest {
  private static final Path CORPORA = Path.of("../corpora");

  private record Step(
      String name, long start, long end, long pid, String technique, Set<String> aim) {}

  private static List<Step> steps() throws IOException {
    Pattern label =
        Pattern.compile(
            "\\{\"name\": \"([^\"]+)\", \"start\": (\\d+), \"end\": (\\d+), \"pids\": \\[(\\d+)],"
                + " \"technique\": \"([^\"]+)\", \"aim\": \\[([^]]*)].*");
    List<Step> steps = new ArrayList<>();
    for (String line : Files.readAllLines(CORPORA.resolve("attacks/labels.json"))) {
      Matcher part = label.matcher(line);
      if (part.matches()) {
        Set<String> aim = new TreeSet<>();
        for (String rule : part.group(6).split("\", \"")) {
          aim.add(rule.replace("\"", ""));
        }
        aim.remove("");
        steps.add(
            new Step(
                part.group(1),
                Long.parseLong(part.group(2)),
                Long.parseLong(part.group(3)),
                Long.parseLong(part.group(4)),
                part.group(5),
                aim));
      }
    }
    return steps;
  }

  private static RulesetMatcher allStockRules() throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (String name :
        List.of(
            "falco_rules.yaml",
            "falco-incubating_rules.yaml",
            "falco-sandbox_rules.yaml",
            "overlays/enable-all.yaml")) {
      Path file = CORPORA.resolve("rules").resolve(name);
      files.add(new SourceFile(name, Files.readString(file, StandardCharsets.UTF_8)));
    }
    LoadResult loaded = new RulesetLoader(LoadOptions.defaults()).load(files);
    return new RulesetMatcher(loaded.ruleset(), Matching.ALL);
  }

  @Test
  void eachStepIsSeenByItsRulesOrByNone() throws IOException {
    List<Step> steps = steps();
    List<Set<String>> fired = new ArrayList<>();
    steps.forEach(step -> fired.add(new TreeSet<>()));
    List<Set<Long>> trees = new ArrayList<>();
    steps.forEach(step -> trees.add(new HashSet<>(Set.of(step.pid))));
    RulesetMatcher matcher = allStockRules();
    try (Replay replay =
        Replay.open(
            CORPORA.resolve("attacks/capture.scap.gz"),
            Options.defaults().withHostUsers(HostUsers.NONE))) {
      while (replay.next()) {
        int count = matcher.match(replay.scope());
        ThreadState thread = replay.scope().thread;
        long time = replay.scope().event.timestamp();
        for (int i = 0; i < steps.size(); i++) {
          if (thread != null && time >= steps.get(i).start && time <= steps.get(i).end) {
            Set<Long> tree = trees.get(i);
            if (tree.contains(thread.ptid)) {
              tree.add(thread.tid);
            }
            for (int rule = 0; rule < count && tree.contains(thread.tid); rule++) {
              fired.get(i).add(matcher.matched(rule).name());
            }
          }
        }
      }
      assertThat(replay.damage()).isEmpty();
    }
    int unseen = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.aim.isEmpty()) {
        assertThat(fired.get(i)).as(step.name).isEmpty();
        unseen++;
      } else {
        assertThat(fired.get(i)).as(step.name).containsAll(step.aim);
      }
    }
    assertThat(steps.size() - unseen).as("steps that rules see").isGreaterThanOrEqualTo(30);
    assertThat(unseen).as("steps that no rule sees").isGreaterThanOrEqualTo(8);
    assertThat(steps.stream().map(Step::technique).distinct().count()).isGreaterThanOrEqualTo(10);
  }

  /** What containerd answered when this was recorded: each container's name and image. */
  @Test
  void containersAreKnownByNameAndImage() throws IOException {
    StringBuilder rules = new StringBuilder();
    for (String name : List.of("web", "client", "batch")) {
      rules.append(
          """
          - rule: %1$s
            desc: a process of the container
            condition: >
              evt.type = execve and container.id = %1$s and container.name = %1$s
              and container.image = docker.io/library/shop:1.0
            output: seen
            priority: INFO
          """
              .formatted(name));
    }
    LoadResult loaded =
        new RulesetLoader(LoadOptions.defaults())
            .load(List.of(new SourceFile("containers.yaml", rules.toString())));
    RulesetMatcher matcher = new RulesetMatcher(loaded.ruleset(), Matching.ALL);
    Set<String> seen = new TreeSet<>();
    try (Replay replay =
        Replay.open(CORPORA.resolve("normal-containers/capture.scap.gz"), Options.defaults())) {
      while (replay.next()) {
        int count = matcher.match(replay.scope());
        for (int i = 0; i < count; i++) {
          seen.add(matcher.matched(i).name());
        }
      }
    }
    assertThat(seen).containsExactly("batch", "client", "web");
  }

  private static Stream<Path> captures() throws IOException {
    try (Stream<Path> folders = Files.list(CORPORA)) {
      return folders
          .map(folder -> folder.resolve("capture.scap.gz"))
          .filter(Files::exists)
          .filter(
              file -> file.toString().contains("normal-") || file.toString().contains("attacks"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void eventsAreAsManyAsTheReadmeSays(Path capture) throws IOException {
    String name = CORPORA.relativize(capture).getName(0).toString();
    String row =
        Files.readAllLines(CORPORA.resolve("README.md")).stream()
            .filter(line -> line.startsWith("| `" + name + "/`"))
            .findFirst()
            .orElseThrow();
    String[] cells = row.split("\\|");
    long said = Long.parseLong(cells[3].strip().replace(",", ""));
    long events = 0;
    try (Replay replay = Replay.open(capture, Options.defaults())) {
      while (replay.next()) {
        events++;
      }
      assertThat(replay.damage()).isEmpty();
    }
    // Containers met by the recorder are events, too.
    assertThat(events).as(Arrays.toString(cells)).isBetween(said, said + 10);
  }
}
