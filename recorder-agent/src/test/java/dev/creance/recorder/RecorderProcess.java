package dev.creance.recorder;

import dev.creance.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The recorder as its users start it: a process of its own. */
record RecorderProcess(JavaProgram program) implements AutoCloseable {
  /**
   * Starts {@code recorder-agent} with arguments.
   *
   * @param before words of a command that starts it, for example {@code setpriv}
   */
  static RecorderProcess start(List<String> before, String... arguments) throws IOException {
    return new RecorderProcess(
        JavaProgram.start(
            before, List.of("-Xmx24m"), "dev.creance.recorder.Main", Arrays.asList(arguments)));
  }

  /** Waits until it records: its file is there, with a head. */
  void awaitStart(Path capture) throws Exception {
    program.await("it doesn't record", () -> Files.exists(capture) && Files.size(capture) > 500);
  }

  /** Waits until it says something. */
  void awaitMessage(String text) throws Exception {
    program.awaitMessage(text);
  }

  /** Waits for its end; its exit code. */
  int await() throws InterruptedException {
    return program.await();
  }

  /** Sends SIGTERM. */
  void terminate() {
    program.terminate();
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    program.kill();
  }

  long pid() {
    return program.pid();
  }

  /** All that it has said. */
  String messages() {
    return program.messages();
  }

  @Override
  public void close() throws IOException {
    program.close();
  }
}
