package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {
  private static Arguments parse(String... line) throws UsageException {
    return new Arguments(List.of(line), Set.of("--time", "--size", "--many"), Set.of("--yes"));
  }

  @ParameterizedTest
  @CsvSource({"10s, 10000", "10, 10000", "500ms, 500", "2m, 120000", "1h, 3600000", "1d, 86400000"})
  void durations(String text, long millis) throws UsageException {
    assertThat(parse("--time", text).duration("--time", Duration.ZERO))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "1k, 1024", "2M, 2097152", "3G, 3221225472", "4KB, 4096"})
  void sizes(String text, long bytes) throws UsageException {
    assertThat(parse("--size=" + text).size("--size", 0)).isEqualTo(bytes);
  }

  @Test
  void wordsFlagsRepeatedOptionsAndAnotherCommand() throws UsageException {
    Arguments arguments = parse("a", "--many", "1", "--yes", "--many=2", "--", "b", "--yes");
    assertThat(arguments.words()).containsExactly("a");
    assertThat(arguments.values("--many")).containsExactly("1", "2");
    assertThat(arguments.value("--many")).isEqualTo("2");
    assertThat(arguments.flag("--yes")).isTrue();
    assertThat(arguments.rest()).containsExactly("b", "--yes");
  }

  @ParameterizedTest
  @CsvSource({"--no", "--size", "--yes=1"})
  void wrongUsage(String option) {
    assertThatThrownBy(() -> parse(option)).isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @CsvSource({"ten", "10x", "-5s", "''"})
  void wrongDurations(String text) {
    assertThatThrownBy(() -> parse("--time", text).duration("--time", Duration.ZERO))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected a duration");
  }

  @Test
  void syscallsByGroupsAndNames() throws UsageException {
    SyscallSelection selection = new SyscallSelection();
    Set<Integer> usual = selection.select("default");
    assertThat(usual).contains(2, 3, 41, 42, 56, 59, 257, 322).doesNotContain(0, 1, 9);
    assertThat(selection.select("default,io,-write"))
        .containsAll(usual)
        .contains(0)
        .doesNotContain(1);
    assertThat(selection.select("openat, close")).containsExactly(3, 257);
    assertThat(selection.select("all")).hasSizeGreaterThan(350);
    assertThatThrownBy(() -> selection.select("opn"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("opn");
    assertThatThrownBy(() -> selection.select("close,-close")).isInstanceOf(UsageException.class);
  }
}
