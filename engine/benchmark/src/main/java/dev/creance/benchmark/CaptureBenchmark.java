package dev.creance.benchmark;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a gzipped capture to its end, without a machine state. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CaptureBenchmark {
  /** The whole sample of 47,417 events, inflated and decoded. */
  @Benchmark
  public long read() throws IOException {
    Event event = new Event();
    try (CaptureReader reader = CaptureReader.open(Samples.capture(), new CaptureHeader() {})) {
      while (reader.next(event)) {
        // Only the reading is measured.
      }
      return event.number();
    }
  }
}
