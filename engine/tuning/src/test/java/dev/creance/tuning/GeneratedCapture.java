package dev.creance.tuning;

import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.ImportProgress;
import dev.creance.corpus.Label;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureWriter;
import dev.creance.events.scap.EventBuilder;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Captures made for tests: processes, and files that they open. */
public final class GeneratedCapture {
  private static final int OPENAT = 307;
  private static final int DROP = 148;
  private static final long START = 1_795_000_000_000_000_000L;

  private final List<CaptureHeader.ProcessEntry> processes = new ArrayList<>();
  private final List<Open> opens = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final long spacing;

  /** The opening of a file; without a path, events that were dropped. */
  private record Open(long pid, String path, long time) {}

  /**
   * @param spacing ns between events
   */
  public GeneratedCapture(long spacing) {
    this.spacing = spacing;
    process(1, 0, "init", "/sbin/init", "", 0);
  }

  /** Adds a process that runs from the beginning. */
  public long process(long pid, long parent, String name, String path, String arguments, int uid) {
    processes.add(
        new CaptureHeader.ProcessEntry(
            pid, pid, parent, pid, pid, name, path, path, arguments, "/", 1024, 0, uid, uid, 0, 0,
            0, 0, 0, "", pid, pid, "", "/", 0, 0, uid, false, 0, 0, 0, false, 0, 0, 0, false, false,
            pid));
    return pid;
  }

  /** A process that opens a file for reading; the moment is returned. */
  public long open(long pid, String path) {
    long time = START + (opens.size() + 1) * spacing;
    opens.add(new Open(pid, path, time));
    return time;
  }

  /** The recorder says that it dropped events. */
  public void drop() {
    open(1, "");
  }

  public void label(Label label) {
    labels.add(label);
  }

  /** Labels all of the time. */
  public void labelAll(String name) {
    labels.add(
        new Label(name, START, START + (opens.size() + 1) * spacing, "", List.of(), "", List.of()));
  }

  /** Writes the capture and imports it. */
  public Path importInto(Path corpus) throws IOException, InterruptedException {
    Path file = Files.createTempFile("generated", ".scap");
    try {
      write(file);
      Options state =
          Options.defaults()
              .withContainerEngines(ContainerEngine.parse("none"))
              .withHostUsers(HostUsers.NONE);
      new CorpusImporter(corpus, new ImportOptions(state, "none", labels), ImportProgress.NONE)
          .add(file);
    } finally {
      Files.deleteIfExists(file);
    }
    return corpus;
  }

  private void write(Path file) throws IOException {
    try (CaptureWriter writer = CaptureWriter.plain(Files.newOutputStream(file))) {
      CaptureHeader head = writer.head();
      head.machine(new CaptureHeader.MachineInfo(2, 1 << 30, 1 << 20, "node", 0, 0));
      head.interfaces(List.of());
      head.users(
          List.of(
              new CaptureHeader.UserEntry(0, 0, "root", "/root", "/bin/sh"),
              new CaptureHeader.UserEntry(33, 33, "www-data", "/var/www", "/bin/false"),
              new CaptureHeader.UserEntry(1000, 1000, "app", "/srv", "/bin/sh")),
          List.of());
      processes.forEach(head::process);
      head.complete();
      EventBuilder builder = new EventBuilder();
      for (Open open : opens) {
        if (open.path.isEmpty()) {
          writer.write(builder.begin(DROP, open.time, open.pid, 0).int32(2).event());
          continue;
        }
        writer.write(
            builder
                .begin(OPENAT, open.time, open.pid, 0)
                .int64(5)
                .int64(-100)
                .text(open.path)
                .int32(1)
                .int32(0)
                .int32(0)
                .int64(0)
                .event());
      }
    }
  }
}
