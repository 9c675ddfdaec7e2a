package dev.creance.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the house's programs as a process of its own; what it says goes to a file. */
public final class JavaProgram implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Process process;
  private final Path messages;

  private JavaProgram(Process process, Path messages) {
    this.process = process;
    this.messages = messages;
  }

  /**
   * Starts a program on the class path of the test, with this Java.
   *
   * @param before words of a command that starts it, for example {@code setpriv}
   * @param options of Java
   */
  public static JavaProgram start(
      List<String> before, List<String> options, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(arguments);
    Path messages = Files.createTempFile("program", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(messages.toFile())
            .start();
    return new JavaProgram(process, messages);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Waits until something holds while it runs. */
  public void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (condition.holds()) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError(what + ": " + messages());
  }

  /** Something that may hold in a while. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until it says something. */
  public void awaitMessage(String text) throws Exception {
    await("it doesn't say '" + text + "'", () -> messages().contains(text));
  }

  /** Waits for its end; its exit code. */
  public int await() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it doesn't end: " + messages());
    }
    return process.exitValue();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL, and waits for its end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  public long pid() {
    return process.pid();
  }

  /** All that it has said, on both of its streams. */
  public String messages() {
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
