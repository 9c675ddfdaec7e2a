package dev.creance.tuning.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.corpus.evaluate.Measurement;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.GeneratedCapture;
import dev.creance.tuning.Samples;
import dev.creance.tuning.cost.RulesetCost.RuleCost;
import dev.creance.tuning.recording.Recordings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostMeterTest {
  private static final String RULES =
      """
      - macro: opens
        condition: evt.type = openat
      - rule: Secrets by cat
        desc: d
        condition: opens and (fd.name startswith /srv or fd.name contains vault) and not proc.name = cat
        output: o
        priority: WARNING
      - rule: All opens
        desc: d
        condition: opens and evt.failed = false
        output: o
        priority: WARNING
      - rule: Never looked at
        desc: d
        condition: evt.type = connect
        output: o
        priority: WARNING
      """;

  @TempDir Path folder;

  @Test
  void testsAreCountedInTheOrderOfTheTextUntilTheOutcomeIsKnown() throws Exception {
    GeneratedCapture capture = new GeneratedCapture(1_000_000);
    long cat = capture.process(10, 1, "cat", "/bin/cat", "", 0);
    long sed = capture.process(11, 1, "sed", "/bin/sed", "", 0);
    for (int i = 0; i < 50; i++) {
      capture.open(cat, "/srv/secret");
      capture.open(sed, "/tmp/other");
    }
    capture.open(sed, "/home/vault");
    List<Rule> rules = Samples.load(List.of(Samples.file(RULES))).ruleset().rules();
    try (Recordings recordings =
        Recordings.open(List.of(capture.importInto(folder.resolve("corpus"))))) {
      RulesetCost cost = new CostMeter(recordings).measure(rules);
      assertThat(cost.events()).isEqualTo(101);
      assertThat(new CostMeter(recordings).measure(rules, 10).events()).isEqualTo(10);
      assertThat(cost.rules().stream().map(RuleCost::checks)).containsExactly(101L, 101L, 0L);
      assertThat(cost.rules().stream().map(RuleCost::matches)).containsExactly(1L, 101L, 0L);
      assertThat(
              cost.rules().getFirst().tests().stream()
                  .map(test -> test.text() + ": " + test.held() + " of " + test.asked()))
          .containsExactly(
              "evt.type = openat: 101 of 101",
              "fd.name startswith /srv: 50 of 101",
              "fd.name contains vault: 1 of 51",
              "proc.name = cat: 50 of 51");
      assertThat(cost.rules().getFirst().nanos()).isPositive();
      assertThat(cost.nanosPerEvent()).isPositive();
      assertThat(cost.tests())
          .filteredOn(test -> test.text().equals("evt.type = openat"))
          .singleElement()
          .satisfies(test -> {
            assertThat(test.rules()).isEqualTo(2);
            assertThat(test.asked()).isEqualTo(202);
          });
    }
  }

  /** The same matches as the evaluation of whole columns finds. */
  @Test
  void stockRulesMatchAsTheyAreMeasured() throws Exception {
    Path corpus =
        Samples.corpus(folder.resolve("attacks"), Samples.corpora().resolve("attacks"), "");
    var ruleset = Samples.load(Samples.stockRules()).ruleset();
    try (Recordings recordings = Recordings.open(List.of(corpus))) {
      RulesetCost cost = new CostMeter(recordings).measure(ruleset.rules());
      Measurement measured = recordings.get(0).session().measure(ruleset);
      assertThat(cost.rules().stream().map(rule -> rule.rule().name() + " " + rule.matches()))
          .containsExactlyElementsOf(
              measured.rules().stream().map(rule -> rule.rule() + " " + rule.hits()).toList());
    }
  }
}
