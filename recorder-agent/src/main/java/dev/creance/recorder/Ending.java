package dev.creance.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Ends a recording after a time, or with a command. */
final class Ending {
  private final Duration duration;
  private final List<String> command;
  private final Path capture;
  private final Runnable stop;
  private volatile int exitCode;

  /**
   * @param capture what is recorded to; the command learns of it
   */
  Ending(Duration duration, List<String> command, Path capture, Runnable stop) {
    this.duration = duration;
    this.command = command;
    this.capture = capture;
    this.stop = stop;
  }

  void start() throws IOException {
    if (!command.isEmpty()) {
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      String path = capture.toAbsolutePath().toString();
      builder.environment().put(MarkOptions.CAPTURE_VARIABLE, path);
      Process process = builder.start();
      start("command", () -> exitCode = process.waitFor());
    }
    if (!duration.isZero()) {
      start("timer", () -> Thread.sleep(duration));
    }
  }

  private interface Wait {
    void await() throws InterruptedException;
  }

  private void start(String name, Wait wait) {
    Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(() -> {
          try {
            wait.await();
            stop.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** The command's exit code; 0 without a command. */
  int exitCode() {
    return exitCode;
  }
}
