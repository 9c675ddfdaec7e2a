package dev.creance.tuning.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.ImportProgress;
import dev.creance.corpus.evaluate.HitRows;
import dev.creance.events.Event;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.Samples;
import dev.creance.tuning.recording.Recordings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkerTest {
  @TempDir Path folder;

  @Test
  void leavesOutAllThatIsNotNeeded() {
    List<Integer> all = IntStream.range(0, 1000).boxed().toList();
    assertThat(Shrinker.fewer(all, some -> some.contains(3) && some.contains(700)))
        .containsExactly(3, 700);
    assertThat(Shrinker.fewer(all, some -> true)).isEmpty();
    assertThat(Shrinker.fewer(List.of(1, 2, 3), some -> some.size() == 3)).hasSize(3);
  }

  @Test
  void theRuleFiresInTheSmallCapture() throws Exception {
    Path corpus =
        Samples.corpus(folder.resolve("whole"), Samples.corpora().resolve("attack-exec"), "");
    Ruleset ruleset = Samples.load(Samples.stockRules()).ruleset();
    Rule rule = ruleset.rule("Run shell untrusted").orElseThrow();
    Shrunk small;
    try (Recordings recordings = Recordings.open(List.of(corpus))) {
      Shrinker shrinker = new Shrinker(recordings.get(0), rule);
      assertThat(shrinker.shrink(1960)).as("an event that the rule does not hit").isEmpty();
      small = shrinker.shrink(1959).orElseThrow();
    }
    assertThat(small.events().size()).isBetween(1, 12);
    assertThat(small.head().processes().size()).isLessThan(12);
    assertThat(small.scrubbed()).isTrue();
    for (Event event : small.events()) {
      String bytes = new String(event.bytes(), StandardCharsets.ISO_8859_1);
      assertThat(bytes).doesNotContainPattern("PATH=/");
    }
    Path file = folder.resolve("small.scap.gz");
    small.write(file);
    Options state =
        Options.defaults()
            .withContainerEngines(ContainerEngine.parse("all"))
            .withHostUsers(HostUsers.NONE);
    Path again = folder.resolve("small");
    new CorpusImporter(again, new ImportOptions(state, "all", List.of()), ImportProgress.NONE)
        .add(file);
    int[] hits = {0};
    try (Recordings recordings = Recordings.open(List.of(again))) {
      new HitRows(recordings.get(0).session())
          .visit(
              List.of(rule),
              false,
              (hit, scope, segment) -> {
                hits[0]++;
                return true;
              });
    }
    assertThat(hits[0]).isEqualTo(1);
  }
}
