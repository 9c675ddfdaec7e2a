package dev.creance.tuning.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.GeneratedCapture;
import dev.creance.tuning.Samples;
import dev.creance.tuning.cause.NoiseCauses.Expectation;
import dev.creance.tuning.recording.Recordings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CauseMeterTest {
  private static final String RULES =
      """
      - rule: Not by a shell
        desc: a secret is read by what no shell started
        condition: evt.type = openat and fd.name startswith /srv/ and not proc.pname in (bash, sh)
        output: secret read (file=%fd.name by=%proc.name)
        priority: WARNING
      - rule: Any
        desc: a secret is read
        condition: evt.type = openat and fd.name startswith /srv/ and (proc.name = cat or proc.pname = sshd)
        output: secret read (file=%fd.name by=%proc.name)
        priority: WARNING
      - rule: No sshd above
        desc: a secret is read by what no sshd is above
        condition: evt.type = openat and fd.name startswith /srv/ and not proc.aname in (sshd)
        output: secret read (file=%fd.name by=%proc.name)
        priority: WARNING
      """;

  @TempDir Path folder;

  private Path record(String name, String directory) throws Exception {
    GeneratedCapture capture = new GeneratedCapture(1_000_000_000L);
    long init = capture.process(10, 1, "cat", "/bin/cat", "", 0);
    long orphan = capture.process(11, 4711, "cat", "/bin/cat", "", 0);
    capture.open(init, directory + "/one");
    capture.open(init, directory + "/two");
    capture.open(init, directory + "/two");
    capture.open(orphan, directory + "/three");
    capture.labelAll("normal");
    return capture.importInto(folder.resolve(name));
  }

  private static List<Rule> rules() {
    return Samples.load(List.of(Samples.file(RULES))).ruleset().rules();
  }

  @Test
  void whatIsNotKnownDecidesNothing() throws Exception {
    try (Recordings recordings = Recordings.open(List.of(record("day", "/srv/data")))) {
      List<NoiseCauses> causes = new CauseMeter(recordings).measure(rules(), Optional.empty());
      assertThat(causes.stream().map(NoiseCauses::hits)).containsExactly(4L, 4L, 4L);
      assertThat(causes.stream().map(NoiseCauses::missing)).containsExactly(1L, 0L, 1L);
      assertThat(causes.stream().map(NoiseCauses::missingFields))
          .containsExactly(Map.of("proc.pname", 1L), Map.of(), Map.of("proc.aname", 1L));
      assertThat(causes.stream().map(NoiseCauses::repeats)).containsExactly(1L, 1L, 1L);
      assertThat(causes.stream().map(NoiseCauses::unexplained)).containsExactly(2L, 3L, 2L);
      assertThat(causes).allMatch(one -> one.normal().isEmpty() && one.nearDrops() == 0);
    }
  }

  @Test
  void hitsWithinASecondOfDropsAreTold() throws Exception {
    GeneratedCapture capture = new GeneratedCapture(400_000_000L);
    long cat = capture.process(10, 1, "cat", "/bin/cat", "", 0);
    for (int i = 0; i < 10; i++) {
      capture.open(cat, "/srv/data/" + i);
    }
    capture.drop();
    for (int i = 0; i < 10; i++) {
      capture.open(cat, "/srv/data/" + i);
    }
    capture.labelAll("normal");
    try (Recordings recordings =
        Recordings.open(List.of(capture.importInto(folder.resolve("drops"))))) {
      NoiseCauses causes =
          new CauseMeter(recordings).measure(rules().subList(1, 2), Optional.empty()).getFirst();
      assertThat(causes.hits()).isEqualTo(20);
      assertThat(causes.nearDrops()).as("two before and two after").isEqualTo(4);
      assertThat(causes.repeats()).isEqualTo(10);
    }
  }

  @Test
  void recordingsAreHeldAgainstTheOtherOnes() throws Exception {
    List<Path> corpora =
        List.of(
            record("monday", "/srv/data"),
            record("tuesday", "/srv/data"),
            record("wednesday", "/srv/vault"));
    try (Recordings recordings = Recordings.open(corpora)) {
      NoiseCauses causes =
          new CauseMeter(recordings).measure(rules().subList(1, 2), Optional.empty()).getFirst();
      assertThat(causes.normal())
          .isEqualTo(
              Optional.of(
                  new Expectation(
                      8,
                      4,
                      0,
                      Map.of(
                          "executable /bin/cat reads /srv/vault (such as /srv/vault/one)", 1L,
                          "executable /bin/cat reads /srv/vault (such as /srv/vault/two)", 2L,
                          "executable /bin/cat reads /srv/vault (such as /srv/vault/three)", 1L))));
      assertThat(causes.repeats()).isEqualTo(3);
      assertThat(causes.unexplained()).isEqualTo(3);
    }
  }
}
