package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchCommandTest {
  @Test
  void eachPassIsARow() {
    Run run = Run.of("bench", "--repeat", "2", House.sample());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .containsPattern("capture +pass +events +seconds +events/s +hits +peak MB")
        .containsPattern("capture.scap.gz +1 +81,369 ")
        .containsPattern("capture.scap.gz +2 +81,369 ");
  }

  @Test
  void rulesCountHits() {
    Run run =
        Run.of(
            "bench",
            "--repeat",
            "1",
            "--rules",
            House.file("corpora/rules/falco_rules.yaml").toString(),
            House.sample());
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).containsPattern("capture.scap.gz +1 +81,369 +\\S+ +\\S+ +[1-9]");
  }
}
