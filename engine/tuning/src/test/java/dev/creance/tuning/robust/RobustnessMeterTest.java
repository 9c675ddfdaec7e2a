package dev.creance.tuning.robust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.tuning.GeneratedCapture;
import dev.creance.tuning.Samples;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.robust.Robustness.Change;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessMeterTest {
  private static final String RULES =
      """
      - rule: By path
        desc: d
        condition: evt.type = openat and fd.name startswith /srv/
        output: o
        priority: WARNING
      - rule: By name
        desc: d
        condition: evt.type = openat and proc.name = cat
        output: o
        priority: WARNING
      - rule: By strangers
        desc: d
        condition: evt.type = openat and not proc.name in (cat, sed)
        output: o
        priority: WARNING
      """;

  @TempDir Path folder;

  @Test
  void whatIsLostShowsInTheFigures() throws Exception {
    GeneratedCapture capture = new GeneratedCapture(1_000_000);
    long cat = capture.process(10, 1, "cat", "/bin/cat", "", 0);
    long sed = capture.process(11, 1, "sed", "/bin/sed", "", 0);
    for (int i = 0; i < 1000; i++) {
      capture.open(i % 2 == 0 ? cat : sed, "/srv/secret");
    }
    try (Recordings recordings =
        Recordings.open(List.of(capture.importInto(folder.resolve("corpus"))))) {
      RobustnessMeter meter = new RobustnessMeter(recordings);
      var rules = Samples.load(List.of(Samples.file(RULES))).ruleset().rules();
      List<Robustness> all = meter.measure(rules);
      assertThat(all.stream().map(Robustness::hits)).containsExactly(1000L, 500L, 0L);
      assertThat(of(all.get(0), Scenario.NO_PROCESS_LIST))
          .isEqualTo(new Change(Scenario.NO_PROCESS_LIST, 1, 1000, 0, 0, 0));
      assertThat(of(all.get(1), Scenario.NO_PROCESS_LIST))
          .isEqualTo(new Change(Scenario.NO_PROCESS_LIST, 1, 0, 0, 500, 0));
      assertThat(of(all.get(2), Scenario.NO_PROCESS_LIST))
          .isEqualTo(new Change(Scenario.NO_PROCESS_LIST, 1, 0, 0, 0, 1000));
      assertThat(all.stream().map(Robustness::figure)).containsExactly(1.0, 0.0, 0.0);
      Change drops = of(all.get(0), Scenario.MANY_DROPS);
      assertThat(drops.replays()).isEqualTo(5);
      assertThat(drops.kept() + drops.unseen()).isEqualTo(5000);
      assertThat(drops.unseen() / 5000.0).isBetween(0.05, 0.15);
      assertThat(drops.unseen() % 20).as("whole bursts, but for the last").isBetween(0L, 19L);
      assertThat(meter.measure(rules)).as("the same losses each time").isEqualTo(all);
    }
  }

  private static Change of(Robustness rule, Scenario scenario) {
    return rule.changes().get(scenario.ordinal());
  }

  /** Containers that nobody told of: rules that ask for images change. */
  @Test
  void containersWithoutMetadata() throws Exception {
    String rules =
        """
        - rule: Unknown image
          desc: d
          condition: evt.type = execve and container.id != host and container.image.repository = ""
          output: o
          priority: WARNING
        - rule: Shop
          desc: d
          condition: evt.type = execve and container.image.repository contains shop
          output: o
          priority: WARNING
        """;
    Path corpus =
        Samples.corpus(
            folder.resolve("containers"), Samples.corpora().resolve("normal-containers"), "normal");
    try (Recordings recordings = Recordings.open(List.of(corpus))) {
      List<Robustness> all =
          new RobustnessMeter(recordings)
              .measure(Samples.load(List.of(Samples.file(rules))).ruleset().rules());
      Change shop = of(all.get(1), Scenario.NO_CONTAINER_METADATA);
      assertThat(all.get(1).hits()).isPositive();
      assertThat(shop.lost()).as("images are not known any more").isEqualTo(all.get(1).hits());
    }
  }
}
