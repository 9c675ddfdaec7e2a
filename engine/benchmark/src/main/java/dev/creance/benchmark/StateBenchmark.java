package dev.creance.benchmark;

import dev.creance.events.Replay;
import dev.creance.events.state.Options;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Replaying a gzipped capture through the machine state, with no rules. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StateBenchmark {
  /** The whole sample of 47,417 events; what it takes beyond {@link CaptureBenchmark} is state. */
  @Benchmark
  public long replay() throws IOException {
    try (Replay replay = Replay.open(Samples.capture(), Options.defaults())) {
      long events = 0;
      while (replay.next()) {
        events++;
      }
      return events;
    }
  }
}
