package dev.creance.recorder;

import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.recorder.capture.CaptureSink;
import dev.creance.recorder.kernel.KernelCounters;
import dev.creance.recorder.kernel.KernelProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** All counts of a recording, as lines for people and as metrics for Prometheus. */
final class Counts {
  private final KernelProgram program;
  private final KernelCounters counters;
  private final Recording recording;
  private final CaptureSink sink;
  private final long start = System.nanoTime();
  private long lastNanos = start;
  private long lastEvents;

  Counts(KernelProgram program, KernelCounters counters, Recording recording, CaptureSink sink) {
    this.program = program;
    this.counters = counters;
    this.recording = recording;
    this.sink = sink;
  }

  /** What is going on, and how fast since the last time. */
  String progress() throws IOException {
    long now = System.nanoTime();
    long events = recording.events();
    double rate = (events - lastEvents) / Math.max(1e-9, (now - lastNanos) / 1e9);
    lastNanos = now;
    lastEvents = events;
    return String.format(
        Locale.ROOT, "%d events, %.0f/s, %s", events, rate, losses(counters.totals()));
  }

  /** The whole of it, at the end. */
  String summary(Path output) throws IOException {
    KernelCounters.Totals totals = counters.totals();
    return String.format(
        Locale.ROOT,
        "%d events in %.1f s, %d bytes in %d file%s (%s); seen %d, %s",
        recording.events(),
        (System.nanoTime() - start) / 1e9,
        sink.bytesOnDisk(),
        sink.files(),
        sink.files() == 1 ? "" : "s",
        output,
        totals.allSeen(),
        losses(totals));
  }

  private String losses(KernelCounters.Totals totals) throws IOException {
    StringBuilder text = new StringBuilder("dropped ").append(totals.allDropped());
    append(text, ", not written ", lost());
    append(text, ", too large ", totals.oversized());
    append(text, ", 32-bit calls not recorded ", totals.foreignCalls());
    append(text, ", calls without a program ", totals.unhandledCalls());
    append(text, ", runs missed ", program.missedRuns());
    return text.toString();
  }

  private static void append(StringBuilder text, String what, long count) {
    if (count > 0) {
      text.append(what).append(count);
    }
  }

  private long lost() {
    return sink.lostEvents() + recording.lost();
  }

  /** Replaces a file of metrics in Prometheus's text format, in one step. */
  void export(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, metrics());
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private String metrics() throws IOException {
    StringBuilder text = new StringBuilder(16 * 1024);
    perType(text, "seen", "Events that passed the filters.", true);
    perType(text, "dropped", "Events lost because the ring was full.", false);
    KernelCounters.Totals totals = counters.totals();
    one(text, "read_events_total", "counter", "Events taken from the ring.", recording.events());
    one(text, "lost_events_total", "counter", "Events that could not be written.", lost());
    one(
        text,
        "foreign_calls_total",
        "counter",
        "System calls by 32-bit interfaces, not recorded.",
        totals.foreignCalls());
    one(
        text,
        "missed_runs_total",
        "counter",
        "Runs that the kernel left out.",
        program.missedRuns());
    one(text, "written_bytes_total", "counter", "Bytes written to captures.", sink.bytesOnDisk());
    one(text, "files_total", "counter", "Captures begun.", sink.files());
    return text.toString();
  }

  private void perType(StringBuilder text, String name, String help, boolean seen) {
    head(text, name + "_events_total", "counter", help);
    EventTable table = EventTable.current();
    for (int cpu = 0; cpu < counters.cpus(); cpu++) {
      for (int type = 0; type < table.size(); type++) {
        long count = seen ? counters.seen(cpu, type) : counters.dropped(cpu, type);
        if (count > 0) {
          text.append("creance_recorder_").append(name).append("_events_total{cpu=\"").append(cpu);
          text.append("\",type=\"").append(table.type(type).name()).append("\"} ");
          text.append(count).append('\n');
        }
      }
    }
  }

  private static void one(StringBuilder text, String name, String kind, String help, long value) {
    head(text, name, kind, help);
    text.append("creance_recorder_").append(name).append(' ').append(value).append('\n');
  }

  private static void head(StringBuilder text, String name, String kind, String help) {
    text.append("# HELP creance_recorder_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE creance_recorder_").append(name).append(' ').append(kind).append('\n');
  }
}
