package dev.creance.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The recorder as its users start it: a process of its own. */
final class RecorderProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path messages;

  private RecorderProcess(Process process, Path messages) {
    this.process = process;
    this.messages = messages;
  }

  /**
   * Starts {@code recorder-agent} with arguments.
   *
   * @param before words of a command that starts it, for example {@code setpriv}
   */
  static RecorderProcess start(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx24m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.add("dev.creance.recorder.Main");
    command.addAll(Arrays.asList(arguments));
    Path messages = Files.createTempFile("recorder", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    return new RecorderProcess(process, messages);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Waits until it records: its file is there, with a head. */
  void awaitStart(Path capture) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Files.exists(capture) && Files.size(capture) > 500) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("it doesn't record: " + messages());
  }

  /** Waits until it says something. */
  void awaitMessage(String text) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (messages().contains(text)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("it doesn't say '" + text + "': " + messages());
  }

  /** Waits for its end; its exit code. */
  int await() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it doesn't end: " + messages());
    }
    return process.exitValue();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** All that it has said. */
  String messages() {
    try {
      return Files.readString(messages, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(messages);
  }
}
