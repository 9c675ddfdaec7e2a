package dev.creance.tuning.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.Samples;
import dev.creance.tuning.compare.Comparison.Kind;
import dev.creance.tuning.compare.Comparison.RuleChange;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.recording.Recordings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of alerts, counted again event by event. */
class ComparerTest {
  private static final String OVERLAY =
      """
      - rule: Execution from /dev/shm
        enabled: false
        override:
          enabled: replace
      - rule: Run shell untrusted
        exceptions:
          - name: httpd
            fields: [proc.pname]
            comps: ["="]
            values:
              - [httpd]
        override:
          exceptions: append
      - rule: Every id
        desc: somebody asks who he is
        condition: evt.type in (execve, execveat) and proc.name = id
        output: id (command=%proc.cmdline)
        priority: NOTICE
      """;

  @TempDir Path folder;

  @Test
  void alertsThatComeAndGo() throws Exception {
    Path corpus = Samples.corpus(folder.resolve("a"), Samples.corpora().resolve("attack-exec"), "");
    List<SourceFile> files = new ArrayList<>(Samples.stockRules());
    Ruleset before = Samples.load(files).ruleset();
    files.add(new SourceFile("overlay.yaml", OVERLAY));
    Ruleset after = Samples.load(files).ruleset();
    try (Recordings recordings = Recordings.open(List.of(corpus))) {
      Comparison comparison = new Comparer(recordings).compare(before.rules(), after.rules());
      assertThat(comparison.rules())
          .extracting(RuleChange::rule, RuleChange::kind)
          .containsExactlyInAnyOrder(
              org.assertj.core.api.Assertions.tuple("Execution from /dev/shm", Kind.REMOVED),
              org.assertj.core.api.Assertions.tuple("Run shell untrusted", Kind.CHANGED),
              org.assertj.core.api.Assertions.tuple("Every id", Kind.ADDED));
      for (RuleChange change : comparison.rules()) {
        Set<Long> old = events(recordings, before, change.rule());
        Set<Long> now = events(recordings, after, change.rule());
        assertThat(change.hitsBefore()).as(change.rule()).isEqualTo(old.size());
        assertThat(change.hitsAfter()).isEqualTo(now.size());
        assertThat(change.added()).isEqualTo(now.stream().filter(n -> !old.contains(n)).count());
        assertThat(change.removed()).isEqualTo(old.stream().filter(n -> !now.contains(n)).count());
        assertThat(change.added() + change.removed()).as(change.rule()).isPositive();
        assertThat(change.noiseBefore()).as("nothing is labelled normal").isEmpty();
        assertThat(change.examples()).isNotEmpty();
      }
      assertThat(comparison.newlyMissed())
          .extracting(AttackStep::name)
          .containsExactlyInAnyOrder("devshm_script");
      assertThat(comparison.before().hits())
          .isEqualTo(
              before.rules().stream()
                  .filter(Rule::enabled)
                  .mapToLong(rule -> count(recordings, before, rule.name()))
                  .sum());
    }
  }

  private static long count(Recordings recordings, Ruleset rules, String name) {
    try {
      return events(recordings, rules, name).size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<Long> events(Recordings recordings, Ruleset rules, String name)
      throws Exception {
    Set<Long> numbers = new HashSet<>();
    for (Rule rule : rules.rules()) {
      if (rule.enabled() && rule.name().equals(name)) {
        new HitRows(recordings.get(0).session())
            .visit(
                List.of(rule),
                false,
                (hit, scope, segment) -> {
                  numbers.add(scope.event.number());
                  return true;
                });
      }
    }
    return numbers;
  }
}
