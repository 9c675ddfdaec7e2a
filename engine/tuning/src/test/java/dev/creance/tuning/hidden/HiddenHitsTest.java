package dev.creance.tuning.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.creance.corpus.Label;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.GeneratedCapture;
import dev.creance.tuning.Samples;
import dev.creance.tuning.hidden.Suppression.Kind;
import dev.creance.tuning.hidden.Suppression.Verdict;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.rules.RuleFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a capture of which every event is known. */
class HiddenHitsTest {
  private static final String RULES =
      """
      - macro: known
        condition: proc.name = backup
      - list: quiet
        items: [updater]
      - rule: Reads secrets
        desc: somebody reads a secret
        condition: >
          evt.type = openat and fd.name startswith /srv/ and not known and not proc.name in (quiet)
        output: secret read (file=%fd.name process=%proc.name)
        priority: WARNING
        exceptions:
          - name: temporary
            fields: [proc.exepath]
            comps: [startswith]
            values:
              - [/tmp/]
          - name: never_needed
            fields: [proc.name]
            values:
              - [nobody]
      """;

  @TempDir Path folder;

  @Test
  void whatPartsHide() throws Exception {
    GeneratedCapture capture = new GeneratedCapture(1_000_000_000L);
    long cat = capture.process(10, 1, "cat", "/bin/cat", "", 0);
    long backup = capture.process(11, 1, "backup", "/bin/backup", "", 0);
    long updater = capture.process(12, 1, "updater", "/bin/updater", "", 0);
    long thief = capture.process(13, 1, "thief", "/tmp/thief", "", 33);
    capture.open(cat, "/srv/a");
    capture.open(backup, "/srv/a");
    capture.open(backup, "/srv/b");
    capture.open(updater, "/srv/a");
    capture.labelAll("normal");
    long stolen = capture.open(thief, "/srv/a");
    capture.label(new Label("theft", stolen, stolen, "", List.of(), "T1003", List.of()));
    Path corpus = capture.importInto(folder.resolve("corpus"));
    RuleFiles files = new RuleFiles(List.of(Samples.file(RULES)), LoadOptions.defaults());
    Ruleset ruleset = files.load().ruleset();
    try (Recordings recordings = Recordings.open(List.of(corpus))) {
      HiddenHits hidden = new HiddenHits(recordings);
      assertThat(hidden.of(ruleset.rules()))
          .extracting(
              Suppression::kind,
              Suppression::name,
              Suppression::suppressed,
              Suppression::normalSuppressed,
              Suppression::verdict)
          .containsExactlyInAnyOrder(
              tuple(Kind.MACRO, "known", 2L, 2L, Verdict.USEFUL),
              tuple(Kind.EXCEPTION, "temporary", 1L, 0L, Verdict.DANGEROUS),
              tuple(Kind.EXCEPTION, "never_needed", 0L, 0L, Verdict.DEAD));
      assertThat(hidden.ofLists(files, ruleset, ruleset.rules()))
          .extracting(Suppression::kind, Suppression::name, Suppression::suppressed)
          .containsExactly(tuple(Kind.LIST, "quiet", 1L));
    }
  }
}
