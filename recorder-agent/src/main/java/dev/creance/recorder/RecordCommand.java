package dev.creance.recorder;

import dev.creance.events.scap.CaptureWriter;
import dev.creance.recorder.capture.RecordingLog;
import dev.creance.recorder.capture.RotatingCapture;
import dev.creance.recorder.capture.RotationPolicy;
import dev.creance.recorder.kernel.KernelCounters;
import dev.creance.recorder.kernel.KernelProgram;
import dev.creance.recorder.kernel.MissingFeatureException;
import dev.creance.recorder.kernel.RecordingOptions;
import dev.creance.recorder.kernel.RingReader;
import dev.creance.recorder.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code record}: from the kernel into capture files. */
final class RecordCommand {
  static final String HELP =
      """

      record
        --output FILE         capture to write; compressed when it ends in .gz
        --duration TIME       how long (10s, 5m, 1h); until SIGTERM or SIGINT if not given
        --snaplen N           also record what is read, written, sent and received: its first N bytes
        --syscalls LIST       what to record: default, io, memory, all, names; -name leaves one out
        --rotate-size SIZE    begin a new file at this size (100M)
        --rotate-time TIME    begin a new file after this time (1h)
        --disk-budget SIZE    delete the oldest files when all together are larger
        --cgroup PATH         only this cgroup of the unified hierarchy and those below; repeatable
        --ring SIZE           memory between kernel and recorder, a power of two (8M)
        --host-name NAME      the machine's name in the capture
        --include-self        record this process, too
        -- COMMAND…           record while the command runs
      """;

  private static final Set<String> OPTIONS =
      Set.of(
          "--output",
          "--duration",
          "--snaplen",
          "--syscalls",
          "--rotate-size",
          "--rotate-time",
          "--disk-budget",
          "--cgroup",
          "--ring",
          "--host-name");

  private final Path output;
  private final Duration duration;
  private final RecordingOptions options;
  private final RotationPolicy rotation;
  private final @Nullable String hostName;
  private final List<String> command;
  private final RecordingLog log = new StandardErrorLog();

  RecordCommand(List<String> line) throws UsageException, IOException {
    Arguments arguments = new Arguments(line, OPTIONS, Set.of("--include-self"));
    String file = arguments.value("--output");
    if (file == null) {
      throw new UsageException("record needs --output FILE");
    }
    if (!arguments.words().isEmpty()) {
      throw new UsageException("unexpected word " + arguments.words().getFirst());
    }
    output = Path.of(file);
    duration = arguments.duration("--duration", Duration.ZERO);
    rotation =
        new RotationPolicy(
            arguments.size("--rotate-size", 0),
            arguments.duration("--rotate-time", Duration.ZERO),
            arguments.size("--disk-budget", 0));
    hostName = arguments.value("--host-name");
    command = arguments.rest();
    options = options(arguments);
  }

  private static RecordingOptions options(Arguments arguments) throws UsageException, IOException {
    int snaplen = arguments.number("--snaplen", 0);
    String chosen = arguments.value("--syscalls");
    String syscalls = chosen != null ? chosen : snaplen > 0 ? "default,io" : "default";
    int self = arguments.flag("--include-self") ? 0 : (int) ProcessHandle.current().pid();
    try {
      return new RecordingOptions(
          new SyscallSelection().select(syscalls),
          snaplen,
          (int) arguments.size("--ring", RecordingOptions.DEFAULT_RING_BYTES),
          self,
          Cgroups.ids(arguments.values("--cgroup")));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  int run() throws MissingFeatureException, IOException, InterruptedException {
    Snapshot snapshot = new Snapshot(hostName);
    try (KernelProgram program = KernelProgram.load(options);
        KernelCounters counters = program.openCounters();
        RingReader ring = program.openRing()) {
      // Attached before the snapshot: what happens meanwhile waits in the ring, nothing is missed.
      program.attach();
      RotatingCapture capture =
          new RotatingCapture(output, rotation, () -> head(snapshot), Clock.systemUTC(), log);
      try (capture) {
        Recording recording = new Recording(ring, capture);
        long start = System.nanoTime();
        int result = record(program, recording);
        summarize(capture, recording, counters, program, System.nanoTime() - start);
        return result;
      }
    }
  }

  private static byte[] head(Snapshot snapshot) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * 1024);
    try (CaptureWriter writer = CaptureWriter.plain(bytes)) {
      snapshot.tell(writer.head());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory is always writable
    }
    return bytes.toByteArray();
  }

  /** Records until there is a reason to end, then lets the kernel's last events in. */
  private int record(KernelProgram program, Recording recording)
      throws IOException, InterruptedException {
    CountDownLatch finished = new CountDownLatch(1);
    Thread hook =
        Thread.ofPlatform().name("stop").unstarted(() -> stopAndWait(recording, finished));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Ending ending = new Ending(duration, command, recording::stop);
      ending.start();
      recording.run();
      program.detach();
      recording.finish();
      return ending.exitCode();
    } finally {
      finished.countDown();
      removeHook(hook);
    }
  }

  private static void stopAndWait(Recording recording, CountDownLatch finished) {
    recording.stop();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is already going down: the hook is what ended the recording.
    }
  }

  private void summarize(
      RotatingCapture capture,
      Recording recording,
      KernelCounters counters,
      KernelProgram program,
      long nanos)
      throws IOException {
    KernelCounters.Totals totals = counters.totals();
    log.note(
        String.format(
            "%d events in %.1f s, %d bytes to %s%s",
            recording.events(),
            nanos / 1e9,
            capture.bytes(),
            output,
            capture.files() > 1 ? " (" + capture.files() + " files)" : ""));
    long lost = capture.lostEvents() + recording.lost();
    log.note(
        String.format(
            "seen %d, dropped %d%s%s",
            totals.allSeen(),
            totals.allDropped(),
            lost > 0 ? ", not written " + lost : "",
            unrecorded(totals, program.missedRuns())));
  }

  private static String unrecorded(KernelCounters.Totals totals, long missed) {
    StringBuilder text = new StringBuilder();
    if (totals.foreignCalls() > 0) {
      text.append(", 32-bit calls not recorded ").append(totals.foreignCalls());
    }
    if (totals.unhandledCalls() > 0) {
      text.append(", calls without a program ").append(totals.unhandledCalls());
    }
    if (missed > 0) {
      text.append(", runs missed ").append(missed);
    }
    return text.toString();
  }
}
