package dev.creance.workbench.window.service;

import dev.creance.workbench.window.shown.Wrong;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records this machine with {@code recorder-agent}. The recorder needs root: without it, {@code
 * pkexec} or {@code sudo} asks for it. It records as long as the command after {@code --} runs,
 * which reads our end of a pipe: closing that ends the recording with nothing lost, whoever the
 * recorder runs as, and so does the end of this program.
 */
public final class LiveRecording implements AutoCloseable {
  private final Jobs jobs = new Jobs("creance-record-window");
  private volatile @Nullable Process running;

  /** The command that records into a file. */
  static List<String> command(Path output, boolean root, Path home) throws Wrong {
    List<String> command = new ArrayList<>(root ? List.of() : elevation());
    command.add(agent(home).toString());
    command.addAll(List.of("record", "--output", output.toString(), "--stats", "1s", "--", "cat"));
    return command;
  }

  private static List<String> elevation() throws Wrong {
    if (System.getenv("DISPLAY") != null && onPath("pkexec").isPresent()) {
      return List.of("pkexec");
    }
    if (onPath("sudo").isPresent()) {
      return List.of("sudo", "-n");
    }
    throw new Wrong(
        "Recording needs root, and neither pkexec nor sudo is here: start 'recorder-agent record"
            + " --output day.scap.gz' as root in a terminal, and import the file.");
  }

  private static Path agent(Path home) throws Wrong {
    Path own = home.resolve("recorder-agent").resolve("recorder-agent");
    if (Files.isExecutable(own)) {
      return own;
    }
    return onPath("recorder-agent")
        .orElseThrow(() ->
            new Wrong(
                "recorder-agent is not here: build it with './mvnw -q package -pl recorder-agent"
                    + " -am -DskipTests', or install its package."));
  }

  private static Optional<Path> onPath(String program) {
    String path = System.getenv("PATH");
    return path == null
        ? Optional.empty()
        : Stream.of(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder).resolve(program))
            .filter(Files::isExecutable)
            .findFirst();
  }

  /**
   * Records until {@link #stop}.
   *
   * @param told is given each line that the recorder says, on a thread of its own
   * @return the file, once the recording has ended
   */
  public CompletableFuture<Path> record(Path output, Consumer<String> told) {
    return jobs.run(() -> {
      boolean root = "root".equals(System.getProperty("user.name"));
      Path home = Path.of(System.getProperty("creance.home", ""));
      return record(command(output, root, home.toAbsolutePath()), output, told);
    });
  }

  private Path record(List<String> command, Path output, Consumer<String> told)
      throws IOException, InterruptedException, Wrong {
    Path folder = output.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    running = process;
    String last = "";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.isBlank() ? last : line;
        told.accept(line);
      }
    } finally {
      running = null;
    }
    int code = process.waitFor();
    if (code != 0 || !Files.isRegularFile(output)) {
      throw new Wrong("The recorder ended with code " + code + ": " + last);
    }
    return output;
  }

  /** Ends the recording; what was recorded stays. */
  public void stop() {
    Process process = running;
    if (process != null) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        process.destroy();
      }
    }
  }

  @Override
  public void close() {
    stop();
    jobs.closeWhenDone();
  }
}
