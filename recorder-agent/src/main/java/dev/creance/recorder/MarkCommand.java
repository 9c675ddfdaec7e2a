package dev.creance.recorder;

import dev.creance.recorder.label.Label;
import dev.creance.recorder.label.LabelsFile;
import java.io.IOException;
import java.time.Instant;
import sun.misc.Signal;

/** {@code mark}: runs a command, and writes down when it ran and as which process. */
final class MarkCommand {
  /** What shells answer for a command that is not there. */
  private static final int NOT_FOUND = 127;

  private final MarkOptions options;

  MarkCommand(MarkOptions options) {
    this.options = options;
  }

  /** The command's exit code; 127, and no label, when it could not be started. */
  int run() throws IOException, InterruptedException {
    LabelsFile labels = new LabelsFile(options.labels());
    labels.check();
    long start = now();
    Process process;
    try {
      process = new ProcessBuilder(options.command()).inheritIO().start();
    } catch (IOException e) {
      System.err.println("recorder-agent: " + e.getMessage());
      return NOT_FOUND;
    }
    // A terminal sends SIGINT to the command, too; SIGTERM has to be handed on. In either case the
    // command's end is waited for, and labelled.
    Signal.handle(new Signal("INT"), signal -> {});
    Signal.handle(new Signal("TERM"), signal -> process.destroy());
    int exit = process.waitFor();
    labels.append(
        new Label(
            options.name(),
            start,
            Math.max(start, now()),
            process.pid(),
            options.technique(),
            options.aim(),
            options.command(),
            exit));
    return exit;
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
