package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreanceCommandTest {
  @Test
  void helpListsTheCommandsWithExamples() {
    Run run = Run.of("--help");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("fields").contains("Examples").doesNotContain("\u001b");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench",
        "check",
        "conformance",
        "corpora",
        "events",
        "explain",
        "export",
        "fields",
        "history",
        "hits",
        "import",
        "measure",
        "noise",
        "replay",
        "search"
      })
  void everyCommandHasHelpWithExamples(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("Usage: creance " + command).contains("Examples");
  }

  @Test
  void wrongUsageIsSaidWithAWayOn() {
    Run run = Run.of("feilds");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("feilds").contains("fields").contains("--help");
  }

  @Test
  void fieldsAreFoundByAWord() {
    Run run = Run.of("fields", "proc.aname");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("proc.aname[…]").doesNotContain("fd.name");
  }

  @Test
  void anUnknownWordIsANo() {
    assertThat(Run.of("fields", "nothing-like-this").code()).isEqualTo(ExitCode.NO);
  }
}
