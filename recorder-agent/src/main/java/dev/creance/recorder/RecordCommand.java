package dev.creance.recorder;

import dev.creance.recorder.capture.CaptureSink;
import dev.creance.recorder.capture.FlightRecorder;
import dev.creance.recorder.capture.Head;
import dev.creance.recorder.capture.RecordingLog;
import dev.creance.recorder.capture.RotatingCapture;
import dev.creance.recorder.container.ContainerWatch;
import dev.creance.recorder.kernel.KernelCounters;
import dev.creance.recorder.kernel.KernelProgram;
import dev.creance.recorder.kernel.MissingFeatureException;
import dev.creance.recorder.kernel.RecordingClock;
import dev.creance.recorder.kernel.RingReader;
import dev.creance.recorder.snapshot.Snapshot;
import dev.creance.recorder.stream.EventServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** {@code record}: from the kernel into capture files. */
final class RecordCommand {
  private static final Duration FLUSH = Duration.ofSeconds(1);

  /** Alerts are to come soon. */
  private static final Duration SERVED_FLUSH = Duration.ofMillis(100);

  private final RecordOptions options;
  private final RecordingLog log = new StandardErrorLog();
  private final StopRequest stop = StopRequest.bySignals();

  RecordCommand(RecordOptions options) {
    this.options = options;
  }

  int run() throws MissingFeatureException, IOException, InterruptedException {
    Snapshot snapshot = new Snapshot(options.hostName(), options.cgroups());
    try (KernelProgram program = KernelProgram.load(options.kernel());
        KernelCounters counters = program.openCounters();
        RingReader ring = program.openRing()) {
      // Attached before the snapshot: what happens meanwhile waits in the rings, nothing is missed.
      program.attach();
      RecordingClock clock = program.clock();
      try (ContainerWatch containers = new ContainerWatch(options.runtimes(), clock);
          CaptureSink sink =
              new ContainerSink(
                  sinks(snapshot, containers, counters, clock.steady()), containers)) {
        Recording recording =
            new Recording(
                ring,
                sink,
                stop,
                options.serve() == null ? FLUSH : SERVED_FLUSH,
                () -> follow(clock));
        Counts counts = new Counts(program, counters, recording, sink);
        try (Reporter reporter = new Reporter(counts, options.stats(), options.metrics(), log)) {
          reporter.start();
          return record(program, recording);
        } finally {
          log.note(counts.summary(destination()));
        }
      }
    }
  }

  private void follow(RecordingClock clock) throws IOException {
    long step = clock.follow();
    if (step != 0) {
      log.note(
          String.format(
              Locale.ROOT,
              "the machine's clock was set by %+.3f s; events have its time from now on",
              step / 1e9));
    }
  }

  private Path destination() {
    Path output = options.output();
    return output != null ? output : Objects.requireNonNull(options.serve());
  }

  /** Files, a server for a detector, or both. */
  private CaptureSink sinks(
      Snapshot snapshot, ContainerWatch containers, KernelCounters counters, Clock clock)
      throws IOException {
    Path output = options.output();
    CaptureSink files =
        output == null ? null : sink(output, new SnapshotHead(snapshot, containers, true), clock);
    Path serve = options.serve();
    if (serve == null) {
      return Objects.requireNonNull(files);
    }
    // What is news to the files must stay news when a detector gets a head of its own.
    return EventServer.start(
        serve,
        options.serveGroup(),
        options.serveMemory(),
        new SnapshotHead(snapshot, containers, files == null),
        files,
        () -> counters.totals().allDropped(),
        log);
  }

  private CaptureSink sink(Path output, Head head, Clock clock) throws IOException {
    if (options.flight().isZero()) {
      return new RotatingCapture(output, options.rotation(), head, clock, log);
    }
    FlightRecorder recorder =
        new FlightRecorder(output, options.flight(), options.flightMemory(), head, clock, log);
    DumpRequests.listen(recorder, options.trigger());
    return recorder;
  }

  /** Records until there is a reason to end, then lets the kernel's last events in. */
  private int record(KernelProgram program, Recording recording)
      throws IOException, InterruptedException {
    Ending ending = new Ending(options.duration(), options.command(), destination(), stop::make);
    ending.start();
    recording.run();
    program.detach();
    recording.finish();
    return ending.exitCode();
  }
}
