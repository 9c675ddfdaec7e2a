package dev.creance.recorder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.recorder.SilentLog;
import dev.creance.recorder.capture.RecordingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A detector that is fed from a socket has no capability, and is a user like any other. */
@Timeout(180)
class RightlessDetectorTest {
  private static final String USER = "65532";
  private static final String GROUP = "65531";
  private static final RecordingLog SILENT = new SilentLog();

  @TempDir private Path folder;
  private Path libraries;

  @BeforeEach
  void asAnybodyMayReadIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may become others");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    libraries = Files.createDirectory(folder.resolve("lib"));
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int count = 0;
    for (String entry : classPath.split(":")) {
      Path path = Path.of(entry).toAbsolutePath();
      Path target = libraries.resolve(count++ + ".jar");
      if (path.endsWith("target/classes") && Files.isDirectory(path)) {
        jar.run(System.out, System.err, "-c0f", target.toString(), "-C", path.toString(), ".");
      } else if (path.toString().endsWith(".jar")) {
        Files.copy(path, target);
      }
    }
    Files.copy(Path.of("../corpora/rules/falco_rules.yaml"), folder.resolve("falco_rules.yaml"));
  }

  private EventServer serve(CutCapture cut, String group) throws IOException {
    return EventServer.start(
        folder.resolve("socket"),
        group,
        8 << 20,
        out -> out.write(cut.head()),
        null,
        () -> 0,
        SILENT);
  }

  /** As its unit and its manifest start it. */
  private Process detect(String groups) throws IOException {
    List<String> command =
        List.of(
            "setpriv",
            "--reuid=" + USER,
            "--regid=" + USER,
            "--groups=" + groups,
            "--bounding-set=-all",
            "--inh-caps=-all",
            "--no-new-privs",
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            libraries + "/*",
            "dev.creance.recorder.Main",
            "detect",
            "--from",
            folder.resolve("socket").toString(),
            "--rules",
            folder.resolve("falco_rules.yaml").toString());
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  @Test
  void theGroupThatIsLetInDetects() throws Exception {
    CutCapture cut = CutCapture.of(Path.of("../corpora/attacks/capture.scap.gz"));
    try (EventServer server = serve(cut, GROUP)) {
      Process detector = detect(GROUP);
      try {
        while (!server.attended() && detector.isAlive()) {
          server.idle();
          Thread.sleep(20);
        }
        for (int at = 0; at < cut.events().size() && detector.isAlive(); at += 100) {
          server.write(cut.chunk(at, Math.min(cut.events().size(), at + 100)));
        }
        while (detector.isAlive() && !said().contains("\"rule\":")) {
          server.idle();
          Thread.sleep(20);
        }
        assertThat(said()).contains("\"rule\":");
        assertThat(Files.readString(Path.of("/proc/" + detector.pid() + "/status")))
            .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000")
            .containsPattern("Uid:\\s+" + USER);
      } finally {
        end(detector);
      }
    }
  }

  @Test
  void othersAreNot() throws Exception {
    CutCapture cut = CutCapture.of(Path.of("../corpora/attacks/capture.scap.gz"));
    for (String group : List.of("", GROUP)) {
      try (EventServer server = serve(cut, group)) {
        Process detector = detect(group.isEmpty() ? GROUP : USER);
        try {
          while (detector.isAlive() && !said().contains("Permission denied")) {
            server.idle();
            Thread.sleep(20);
          }
          assertThat(said()).contains("Permission denied");
          assertThat(server.attended()).isFalse();
        } finally {
          end(detector);
        }
      }
    }
  }

  @Test
  void aGroupThatIsNotThereIsNamed() throws Exception {
    CutCapture cut = CutCapture.of(Path.of("../corpora/attacks/capture.scap.gz"));
    assertThatThrownBy(() -> serve(cut, "no-such-group").close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no group 'no-such-group'");
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
