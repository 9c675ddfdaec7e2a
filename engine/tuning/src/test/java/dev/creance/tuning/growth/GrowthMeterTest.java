package dev.creance.tuning.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.GeneratedCapture;
import dev.creance.tuning.Samples;
import dev.creance.tuning.growth.Growth.RuleGrowth;
import dev.creance.tuning.growth.Growth.Unit;
import dev.creance.tuning.recording.Recordings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On captures of many days, with hits that are known. */
class GrowthMeterTest {
  private static final int PER_DAY = 96;
  private static final String RULE =
      """
      - rule: Reads secrets
        desc: somebody reads a secret
        condition: evt.type = openat and fd.name startswith /srv/
        output: secret read (file=%fd.name)
        priority: WARNING
      """;

  @TempDir Path folder;

  /** Every day {@code growth} hits more, from 4 on; and from the middle on two workloads more. */
  private RuleGrowth growth(int days, double growth) throws Exception {
    GeneratedCapture capture = new GeneratedCapture(86_400_000_000_000L / PER_DAY);
    long[] workloads = {
      capture.process(10, 1, "cat", "/bin/cat", "", 0),
      capture.process(11, 1, "head", "/bin/head", "", 0),
      capture.process(12, 1, "tail", "/bin/tail", "", 0)
    };
    for (int day = 0; day < days; day++) {
      for (int i = 0; i < PER_DAY; i++) {
        long pid = workloads[i % Math.min(3, 1 + day * 4 / days)];
        capture.open(pid, i < 4 + growth * day ? "/srv/secret" : "/tmp/other");
      }
    }
    capture.labelAll("normal");
    Rule rule = Samples.load(List.of(Samples.file(RULE))).ruleset().rules().getFirst();
    try (Recordings recordings =
        Recordings.open(List.of(capture.importInto(folder.resolve("days" + days))))) {
      Growth all = new GrowthMeter(recordings).measure(List.of(rule));
      assertThat(all.unit()).isEqualTo(days < 8 ? Unit.HOUR : Unit.DAY);
      RuleGrowth found = all.rules().getFirst();
      assertThat(found.hits()).hasSameSizeAs(all.stretches());
      return found;
    }
  }

  @Test
  void whatGrowsIsForecast() throws Exception {
    RuleGrowth growth = growth(60, 0.5);
    assertThat(growth.lack()).isEmpty();
    assertThat(growth.overTime().orElseThrow().slope()).isEqualTo(0.5, within(0.03));
    assertThat(growth.overTime().orElseThrow().probability()).isLessThan(1e-6);
    double then = 4 + 0.5 * (59 + 365);
    assertThat(growth.inAYear().orElseThrow().perNodeDay()).isEqualTo(then, within(15.0));
    assertThat(growth.inAYear().orElseThrow().interval().low()).isGreaterThan(then * 0.9);
    assertThat(growth.inAYear().orElseThrow().interval().high()).isLessThan(then * 1.1);
    assertThat(growth.overWorkloads().orElseThrow().slope())
        .as("hits grew with the workloads")
        .isGreaterThan(3);
  }

  @Test
  void littleIsSaidOfLittle() throws Exception {
    RuleGrowth weeks = growth(12, 0);
    assertThat(weeks.overTime()).isPresent();
    assertThat(weeks.inAYear()).isEmpty();
    assertThat(weeks.lack())
        .matches("1[23] days recorded: a trend takes 7 days, a year's forecast 28 days");
    RuleGrowth days = growth(3, 0);
    assertThat(days.overTime()).isEmpty();
    assertThat(days.lack()).contains("hours recorded: a trend takes 7 days");
    assertThat(growth(2, 0).lack()).isEqualTo("of so few hits no trend: it takes 10");
  }
}
