package dev.creance.recorder;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import dev.creance.events.scap.CaptureWriter;
import dev.creance.recorder.kernel.KernelCounters;
import dev.creance.recorder.kernel.KernelProgram;
import dev.creance.recorder.kernel.MissingFeatureException;
import dev.creance.recorder.kernel.RecordingOptions;
import dev.creance.recorder.kernel.RingReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The real kernel, for tests: records what is done, or skips the test and says why. */
final class Kernel {
  /** All calls, with data, this process included. */
  static RecordingOptions everything() throws UsageException {
    return new RecordingOptions(new SyscallSelection().select("all"), 80, 64 << 20, 0, List.of());
  }

  private Kernel() {}

  /** What is recorded: whole blocks, and what the kernel counted. */
  record Recorded(byte[] blocks, long records, KernelCounters.Totals totals) {
    /** The events, read as from a capture. */
    List<Event> events() throws IOException {
      ByteArrayOutputStream capture = new ByteArrayOutputStream();
      try (CaptureWriter writer = CaptureWriter.plain(capture)) {
        writer.writeBlocks(MemorySegment.ofArray(blocks));
      }
      List<Event> events = new ArrayList<>();
      Event event = new Event();
      try (CaptureReader reader =
          CaptureReader.open(
              new ByteArrayInputStream(capture.toByteArray()),
              "recording",
              new CaptureHeader() {})) {
        while (reader.next(event)) {
          events.add(event.copy());
        }
      }
      return events;
    }
  }

  interface Workload {
    void run() throws Exception;
  }

  /** Records while a workload runs. The ring must hold all of it: nobody reads meanwhile. */
  static Recorded record(RecordingOptions options, Workload workload) throws Exception {
    return record(options, KernelProgram.object(), workload);
  }

  /** The same with another build of the object. */
  static Recorded record(RecordingOptions options, byte[] object, Workload workload)
      throws Exception {
    try (KernelProgram program = load(options, object);
        RingReader ring = program.openRing();
        KernelCounters counters = program.openCounters()) {
      program.attach();
      workload.run();
      program.detach();
      Blocks blocks = new Blocks();
      ring.finish(blocks);
      return new Recorded(blocks.bytes(), blocks.records, counters.totals());
    }
  }

  static KernelProgram load(RecordingOptions options) throws IOException {
    return load(options, KernelProgram.object());
  }

  private static KernelProgram load(RecordingOptions options, byte[] object) throws IOException {
    assumeRecordable();
    try {
      return KernelProgram.load(options, object);
    } catch (MissingFeatureException e) {
      assumeTrue(false, e.getMessage());
      throw new AssertionError(e);
    }
  }

  static void assumeRecordable() {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "recording the kernel needs root; run the tests as root to have this one, too");
  }

  /** Collects the records of a ring. */
  static final class Blocks implements RingReader.Sink {
    private byte[] bytes = new byte[1 << 20];
    private int length;
    private int offset;
    private long records;

    @Override
    public byte[] reserve(int count) {
      if (bytes.length - length < count) {
        bytes = java.util.Arrays.copyOf(bytes, bytes.length * 2 + count);
      }
      offset = length;
      length += count;
      records++;
      return bytes;
    }

    @Override
    public int offset() {
      return offset;
    }

    byte[] bytes() {
      return java.util.Arrays.copyOf(bytes, length);
    }
  }
}
