package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.creance.events.Event;
import dev.creance.recorder.kernel.KernelCounters;
import dev.creance.recorder.kernel.KernelProgram;
import dev.creance.recorder.kernel.RecordingClock;
import dev.creance.recorder.kernel.RecordingOptions;
import dev.creance.recorder.kernel.RingReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing is lost without a count. */
@Tag("kernel")
final class LossTest {
  private static final int CLOSE = 3;
  private static final int EXECVE = 59;
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

  /** A small ring that is read meanwhile: records run into the slack behind its end, and on. */
  @Test
  void ringGoesRoundManyTimes() throws Exception {
    Syscalls calls = new Syscalls();
    int made = 40_000;
    Kernel.Blocks blocks = new Kernel.Blocks();
    List<String> descriptors = new ArrayList<>();
    try (KernelProgram program = Kernel.load(only(CLOSE, 64 * 1024));
        RingReader ring = program.openRing();
        KernelCounters counters = program.openCounters()) {
      program.attach();
      long taken = 0;
      for (int i = 0; i < made; i++) {
        calls.call("close", -1000 - i);
        if (i % 500 == 0) {
          taken += ring.drain(blocks);
        }
      }
      program.detach();
      ring.finish(blocks);
      assertThat(taken).as("bytes read").isGreaterThan(4L * 256 * 1024);
      assertThat(counters.totals().allDropped()).isZero();
      for (Event event : new Kernel.Recorded(blocks.bytes(), 0, counters.totals()).events()) {
        String descriptor = EventText.of(event).getOrDefault("fd", "");
        if (descriptor.matches("-\\d{4,}")) {
          descriptors.add(descriptor);
        }
      }
    }
    assertThat(descriptors)
        .containsExactlyElementsOf(
            IntStream.range(0, made).mapToObj(i -> Integer.toString(-1000 - i)).toList());
  }

  /** Threads on all CPUs, and programs: one stream in the order of time. */
  @Test
  void timesOfAllCpusRise() throws Exception {
    Kernel.Recorded recorded =
        Kernel.record(
            new RecordingOptions(Set.of(CLOSE, EXECVE), 0, 16 << 20, 0, List.of()),
            () -> {
              List<Thread> threads = new ArrayList<>();
              for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                Syscalls calls = new Syscalls();
                threads.add(
                    Thread.ofPlatform()
                        .start(() -> {
                          for (int j = 0; j < 5000; j++) {
                            calls.call("close", -1);
                          }
                        }));
              }
              for (int i = 0; i < 10; i++) {
                new ProcessBuilder("true").start().waitFor();
              }
              for (Thread thread : threads) {
                thread.join();
              }
            });
    assertThat(recorded.totals().allDropped()).isZero();
    List<Event> events = recorded.events();
    assertThat(events.stream().map(Event::cpu).distinct().count())
        .isEqualTo(Math.min(events.size(), Runtime.getRuntime().availableProcessors()));
    List<Long> times =
        events.stream()
            .filter(event -> event.type().code() == CLOSE_EVENT)
            .map(Event::timestamp)
            .toList();
    assertThat(times).hasSizeGreaterThan(10_000).isSorted();
    assertThat(events.stream().filter(event -> event.type().code() != CLOSE_EVENT))
        .as("programs and ends")
        .hasSizeGreaterThanOrEqualTo(20);
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

  /**
   * Somebody sets the machine's clock, forward and then back: one capture, each event with its
   * time.
   */
  @Test
  void clockThatIsSetWhileRecording() throws Exception {
    Syscalls calls = new Syscalls();
    long hour = TimeUnit.HOURS.toNanos(1);
    List<Long> steady = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    try (KernelProgram program = Kernel.load(only(CLOSE, 1 << 20));
        RingReader ring = program.openRing();
        KernelCounters counters = program.openCounters()) {
      RecordingClock clock = program.clock();
      program.attach();
      assertThat(clock.follow()).as("nobody has set it yet").isZero();
      for (int i = 0; i < 3; i++) {
        calls.call("close", -901 - i);
        steady.add(clock.steady().millis());
        long step = i == 0 ? hour : -2 * hour;
        assertThat(clock.adopt(clock.offset() + step)).isEqualTo(step);
      }
      assertThat(clock.follow() / 1e9)
          .as("back to the machine's")
          .isCloseTo(3 * 3600.0, within(0.1));
      program.detach();
      Kernel.Blocks blocks = new Kernel.Blocks();
      ring.finish(blocks);
      for (Event event : new Kernel.Recorded(blocks.bytes(), 0, counters.totals()).events()) {
        if (Set.of("-901", "-902", "-903").contains(EventText.of(event).get("fd"))) {
          times.add(event.timestamp());
        }
      }
    }
    assertThat(times).hasSize(3);
    long second = TimeUnit.SECONDS.toNanos(1);
    assertThat(times.get(1) - times.get(0)).isBetween(hour, hour + second);
    assertThat(times.get(2) - times.get(1)).isBetween(-2 * hour, -2 * hour + second);
    assertThat(steady.getLast() - steady.getFirst()).as("of the steady clock").isBetween(0L, 999L);
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
