package dev.creance.recorder.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the kernel counts of a loaded program ({@code struct bpf_prog_info}).
 *
 * @param nanoseconds time spent in it, with {@code kernel.bpf_stats_enabled}
 * @param runs how often it ran, with {@code kernel.bpf_stats_enabled}
 * @param missedRuns how often it was skipped because it was running already
 */
public record ProgramInfo(long nanoseconds, long runs, long missedRuns) {
  private static final int INFO_BYTES = 232;
  private static final long RUN_TIME = 192;
  private static final long RUN_COUNT = 200;
  private static final long RECURSION_MISSES = 208;

  static ProgramInfo of(Libbpf libbpf, int descriptor) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(INFO_BYTES, 8);
      libbpf.info(descriptor, info);
      return new ProgramInfo(
          info.get(ValueLayout.JAVA_LONG, RUN_TIME),
          info.get(ValueLayout.JAVA_LONG, RUN_COUNT),
          info.get(ValueLayout.JAVA_LONG, RECURSION_MISSES));
    }
  }
}
