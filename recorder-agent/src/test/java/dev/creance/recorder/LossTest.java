package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.recorder.kernel.RecordingOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing is lost without a count. */
@Tag("kernel")
final class LossTest {
  private static final int CLOSE = 3;
  private static final int CLOSE_EVENT = 5;

  private static RecordingOptions only(int number, int ringBytes) {
    return new RecordingOptions(Set.of(number), 0, ringBytes, 0, List.of());
  }

  @Test
  void whatDoesNotFitInTheRingIsCounted() throws Exception {
    Syscalls calls = new Syscalls();
    long made = 100_000;
    Kernel.Recorded recorded =
        Kernel.record(
            only(CLOSE, 64 * 1024),
            () -> {
              for (long i = 0; i < made; i++) {
                calls.call("close", -1);
              }
            });
    long seen = recorded.totals().seen()[CLOSE_EVENT];
    long dropped = recorded.totals().dropped()[CLOSE_EVENT];
    assertThat(seen).as("events seen of %d made here", made).isGreaterThanOrEqualTo(made);
    assertThat(dropped).isPositive();
    assertThat(recorded.records())
        .as("records in the ring")
        .isEqualTo(recorded.totals().allSeen() - recorded.totals().allDropped());
  }

  @Test
  void ownThreadsCallsAreAllThere() throws Exception {
    Syscalls calls = new Syscalls();
    long[] tid = new long[1];
    Kernel.Recorded recorded =
        Kernel.record(
            only(CLOSE, 16 << 20),
            () -> {
              tid[0] = calls.call("gettid");
              for (int i = 0; i < 20_000; i++) {
                calls.call("close", -1 - i);
              }
            });
    assertThat(recorded.totals().allDropped()).isZero();
    List<String> descriptors =
        recorded.events().stream()
            .filter(event -> event.tid() == tid[0])
            .map(event -> EventText.of(event).get("fd"))
            .filter(fd -> fd.startsWith("-"))
            .toList();
    assertThat(descriptors).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(descriptors.getFirst()).isEqualTo("-1");
    assertThat(descriptors.getLast()).isEqualTo("-20000");
  }

  @Test
  void timesRiseAndAreNow() throws Exception {
    Syscalls calls = new Syscalls();
    long before = System.currentTimeMillis();
    Kernel.Recorded recorded = Kernel.record(only(CLOSE, 1 << 20), () -> calls.call("close", -77));
    long after = System.currentTimeMillis();
    long time =
        recorded.events().stream()
            .filter(event -> "-77".equals(EventText.of(event).get("fd")))
            .findFirst()
            .orElseThrow()
            .timestamp();
    assertThat(time / 1_000_000).isBetween(before - 1, after + 1);
  }

  @Test
  void ownProcessIsLeftOut() throws Exception {
    Syscalls calls = new Syscalls();
    int self = (int) ProcessHandle.current().pid();
    Kernel.Recorded recorded =
        Kernel.record(
            new RecordingOptions(Set.of(CLOSE), 0, 1 << 20, self, List.of()),
            () -> {
              calls.call("close", -78);
              // Another process closes something too, so that there is a recording at all.
              new ProcessBuilder("sh", "-c", "cat /dev/null").start().waitFor();
            });
    assertThat(recorded.events()).noneMatch(event -> "-78".equals(EventText.of(event).get("fd")));
  }
}
