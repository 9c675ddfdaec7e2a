package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.terminal.Terminal;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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
  void commandsAreKnownByTheNamesThatTheyHave() {
    CommandLine line = new CommandLine(CommandSpec.create());
    new Commands().addTo(line, new Terminal(nowhere(), nowhere(), false, false, 80), "--help");
    assertThat(line.getSubcommands().keySet()).containsExactlyElementsOf(new Commands().names());
  }

  private static OutputStream nowhere() {
    return OutputStream.nullOutputStream();
  }

  @Test
  void aWorkspaceIsOpenedWithoutTheParserAndItsOptionsWithIt() {
    Run run = Run.of("open", "no-such-folder");
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).isEqualTo("creance: no-such-folder: no such file\n");
    assertThat(Run.of("open", "--help").out()).contains("Usage: creance open");
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
