package dev.creance.recorder;

import dev.creance.recorder.capture.CaptureSink;
import dev.creance.recorder.capture.FlightRecorder;
import dev.creance.recorder.capture.Head;
import dev.creance.recorder.capture.HeadWriter;
import dev.creance.recorder.capture.RecordingLog;
import dev.creance.recorder.capture.RotatingCapture;
import dev.creance.recorder.kernel.KernelCounters;
import dev.creance.recorder.kernel.KernelProgram;
import dev.creance.recorder.kernel.MissingFeatureException;
import dev.creance.recorder.kernel.RingReader;
import dev.creance.recorder.snapshot.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import sun.misc.Signal;

/** {@code record}: from the kernel into capture files. */
final class RecordCommand {
  private final RecordOptions options;
  private final RecordingLog log = new StandardErrorLog();

  RecordCommand(RecordOptions options) {
    this.options = options;
  }

  int run() throws MissingFeatureException, IOException, InterruptedException {
    Snapshot snapshot = new Snapshot(options.hostName());
    try (KernelProgram program = KernelProgram.load(options.kernel());
        KernelCounters counters = program.openCounters();
        RingReader ring = program.openRing()) {
      // Attached before the snapshot: what happens meanwhile waits in the ring, nothing is missed.
      program.attach();
      try (CaptureSink sink = sink(out -> writeHead(snapshot, out))) {
        Recording recording = new Recording(ring, sink);
        Counts counts = new Counts(program, counters, recording, sink);
        try (Reporter reporter = new Reporter(counts, options.stats(), options.metrics(), log)) {
          reporter.start();
          return record(program, recording);
        } finally {
          log.note(counts.summary(options.output()));
        }
      }
    }
  }

  private CaptureSink sink(Head head) throws IOException {
    if (options.flight().isZero()) {
      return new RotatingCapture(
          options.output(), options.rotation(), head, Clock.systemUTC(), log);
    }
    FlightRecorder recorder =
        new FlightRecorder(
            options.output(),
            options.flight(),
            options.flightMemory(),
            head,
            Clock.systemUTC(),
            log);
    DumpRequests.listen(recorder, options.trigger());
    return recorder;
  }

  private static void writeHead(Snapshot snapshot, OutputStream out) throws IOException {
    try {
      snapshot.tell(new HeadWriter(out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Records until there is a reason to end, then lets the kernel's last events in. */
  private int record(KernelProgram program, Recording recording)
      throws IOException, InterruptedException {
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(name), signal -> recording.stop());
    }
    Ending ending = new Ending(options.duration(), options.command(), recording::stop);
    ending.start();
    recording.run();
    program.detach();
    recording.finish();
    return ending.exitCode();
  }
}
