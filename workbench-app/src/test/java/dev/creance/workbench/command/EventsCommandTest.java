package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventsCommandTest {
  @Test
  void eventsAreListedInAFormat() {
    Run run =
        Run.of(
            "events",
            House.sample(),
            "evt.num in (29301, 29302)",
            "-p",
            "*%evt.num %evt.type %fd.name");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("29302 openat /etc/x\n");
    assertThat(run.err()).contains("of 81,369 events");
  }

  @Test
  void theUsualFormatShowsNumberTimeProcessAndCall() {
    Run run = Run.of("events", House.sample(), "evt.num = 29302");
    assertThat(run.out()).contains("29302").contains("sh").contains("openat").contains("/etc/x");
    assertThat(run.out().lines()).hasSize(1);
  }

  @Test
  void aWrongFilterIsWrongUsageWithItsPlace() {
    Run run = Run.of("events", House.sample(), "proc.nmae = sh");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("FILTER:1:1").contains("^^^^^^^^^").contains("proc.name");
  }

  @Test
  void aWrongFormatIsWrongUsage() {
    Run run = Run.of("events", House.sample(), "-p", "%proc.nmae");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("proc.nmae");
  }
}
