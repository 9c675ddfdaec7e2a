package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A real containerd of its own for a test: its files, sockets and mounts are in a folder and a
 * mount namespace that nobody else sees. It has one image, made here.
 */
final class Containerd implements AutoCloseable {
  static final String IMAGE = "docker.io/library/creance-test:1.0";

  private static final String CONFIGURATION =
      """
      version = 2
      root = "%1$s/root"
      state = "%1$s/state"
      [grpc]
        address = "%1$s/containerd.sock"
      [plugins."io.containerd.internal.v1.opt"]
        path = "%1$s/opt"
      [plugins."io.containerd.grpc.v1.cri"]
        sandbox_image = "%2$s"
        disable_apparmor = true
        restrict_oom_score_adj = true
      """;

  private final Path folder;
  private final Process process;

  private Containerd(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts it below a folder, or skips the test and says why. */
  static Containerd start(Path folder) throws Exception {
    for (String tool : List.of("containerd", "ctr", "runc", "busybox", "nsenter", "unshare")) {
      assumeTrue(
          new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0,
          "needs " + tool + " (Debian: containerd runc busybox-static util-linux)");
    }
    Path script = folder.resolve("image.sh");
    try (InputStream in = Containerd.class.getResourceAsStream("containerd-image.sh")) {
      Files.write(script, Objects.requireNonNull(in).readAllBytes());
    }
    run(List.of("bash", script.toString(), folder.toString()));
    Path configuration = folder.resolve("config.toml");
    Files.writeString(configuration, CONFIGURATION.formatted(folder, IMAGE));
    Process process =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mkdir -p /run/containerd && mount -t tmpfs none /run/containerd"
                    + " && exec containerd --config "
                    + configuration)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Containerd started = new Containerd(folder, process);
    started.awaitAnswer();
    for (String namespace : List.of("default", "k8s.io")) {
      started.ctr(namespace, "images", "import", folder + "/image.tar");
    }
    return started;
  }

  private void awaitAnswer() throws Exception {
    for (int i = 0; i < 300; i++) {
      if (Files.exists(socket())
          && new ProcessBuilder(words("default", "version")).start().waitFor() == 0) {
        return;
      }
      Thread.sleep(100);
    }
    close();
    throw new AssertionError("it doesn't answer: " + Files.readString(folder.resolve("log")));
  }

  Path socket() {
    return folder.resolve("containerd.sock");
  }

  private List<String> words(String namespace, String... arguments) {
    List<String> words = new ArrayList<>(List.of("nsenter", "--target", "" + process.pid()));
    words.addAll(List.of("--mount", "ctr", "--address", socket().toString()));
    words.addAll(List.of("--namespace", namespace));
    words.addAll(List.of(arguments));
    return words;
  }

  /** {@code ctr} with arguments; what it says. */
  String ctr(String namespace, String... arguments) throws Exception {
    return run(words(namespace, arguments));
  }

  private static String run(List<String> words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", words) + ": " + output).isZero();
    return output;
  }

  /** Ends all containers, then containerd. */
  @Override
  public void close() throws Exception {
    for (String namespace : List.of("default", "k8s.io")) {
      Process list = new ProcessBuilder(words(namespace, "task", "ls", "-q")).start();
      String ids = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      for (String id : ids.lines().toList()) {
        new ProcessBuilder(words(namespace, "task", "rm", "-f", id)).start().waitFor();
      }
    }
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
