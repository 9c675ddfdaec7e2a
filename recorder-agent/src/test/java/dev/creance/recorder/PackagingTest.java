package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit and the manifest: the same few capabilities, and the recorder records with them. */
final class PackagingTest {
  private static final Packaged RECORDER = new Packaged("creance-recorder", "daemonset.yaml");

  /** The same as {@code setpriv} adds them to none. */
  private static String capabilities() throws IOException {
    return RECORDER.unitCapabilities().stream()
        .map(name -> ",+" + name.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** Every key is one that Kubernetes knows there, and every value of its type. */
  @Test
  void kubernetesUnderstandsTheManifest() throws IOException {
    List<HasMetadata> objects = new ArrayList<>();
    for (Object document : RECORDER.documents()) {
      String kind = String.valueOf(Packaged.map(document).get("kind"));
      objects.add(
          switch (kind) {
            case "Namespace" -> Packaged.strictly(document, Namespace.class);
            case "DaemonSet" -> Packaged.strictly(document, DaemonSet.class);
            default -> throw new AssertionError("the manifest has a " + kind);
          });
    }
    DaemonSet set = (DaemonSet) objects.getLast();
    PodTemplateSpec template = set.getSpec().getTemplate();
    assertThat(set.getApiVersion()).isEqualTo("apps/v1");
    assertThat(set.getMetadata().getNamespace())
        .isEqualTo(objects.getFirst().getMetadata().getName());
    assertThat(template.getMetadata().getLabels())
        .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
    Container container = template.getSpec().getContainers().getFirst();
    assertThat(container.getVolumeMounts().stream().map(VolumeMount::getName))
        .containsExactlyElementsOf(
            template.getSpec().getVolumes().stream().map(Volume::getName).toList());
    assertThat(Quantity.getAmountInBytes(container.getResources().getLimits().get("memory")))
        .isGreaterThan(
            Quantity.getAmountInBytes(container.getResources().getRequests().get("memory")));

    Map<Object, Object> wrong = new HashMap<>(Packaged.map(RECORDER.documents().getLast()));
    wrong.put("spek", 1);
    assertThatThrownBy(() -> Packaged.strictly(wrong, DaemonSet.class))
        .hasMessageContaining("spek");
  }

  @Test
  void theManifestAsksForLittle() throws IOException {
    RECORDER.assertThatTheManifestAsksForWhatTheUnitDoes();
  }

  @Test
  void theManifestsArgumentsAreUnderstood() throws Exception {
    List<String> arguments = RECORDER.arguments();
    assertThat(arguments.getFirst()).isEqualTo("record");
    RecordOptions options = RecordOptions.parse(arguments.subList(1, arguments.size()));
    assertThat(options.rotation().rotates()).isTrue();
  }

  @Test
  void systemdUnderstandsTheUnit(@TempDir Path folder) throws Exception {
    RECORDER.assertThatSystemdUnderstandsTheUnit(folder);
  }

  /** Launcher and libraries as the image and the unit have them: the jars all in one folder. */
  @Test
  void theLauncherFindsItsLibrariesWhereItIsInstalled(@TempDir Path folder) throws Exception {
    Path launcher = folder.resolve("recorder-agent");
    Files.copy(Path.of("recorder-agent"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Path libraries = Files.createDirectory(folder.resolve("lib"));
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int count = 0;
    for (String entry : classPath.split(":")) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(path)) {
        boolean own = path.equals(Path.of("target/classes").toAbsolutePath());
        Path target = libraries.resolve(own ? "recorder-agent.jar" : "library" + count++ + ".jar");
        jar.run(System.out, System.err, "-cf", target.toString(), "-C", path.toString(), ".");
      } else if (Files.exists(path)) {
        Files.copy(path, libraries.resolve(count++ + "-" + path.getFileName()));
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "record", "--output", "x", "--syscalls", "nosuch");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(2);
    assertThat(output).contains("nosuch");
  }

  /** No other capability, no way to gain one, and nothing but one folder to write to. */
  @Test
  @Tag("kernel")
  void recordsWithTheseRightsOnAReadOnlyRoot(@TempDir Path folder) throws Exception {
    Kernel.load(Kernel.everything()).close();
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
    Path own = Files.createDirectory(folder.resolve("own"));
    String script =
        "mount -t tmpfs own %1$s && mount -o remount,ro,bind / && exec setpriv"
            + " --bounding-set=-all%2$s --inh-caps=-all --no-new-privs \"$@\"";
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of("unshare", "--mount", "sh", "-c", script.formatted(own, capabilities()), "sh"),
            "record",
            "--output",
            own + "/node.scap.gz",
            "--",
            "sh",
            "-c",
            "! touch /creance-test")) {
      assertThat(recorder.await()).as(recorder.messages()).isZero();
      assertThat(recorder.messages()).contains("Read-only file system").contains("dropped 0");
    }
  }

  @Test
  @Tag("kernel")
  void otherUsersProcessesAreKnownWithTheseRights(@TempDir Path folder) throws Exception {
    Kernel.load(Kernel.everything()).close();
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
    Process other =
        new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", "sleep", "60").start();
    Path capture = folder.resolve("node.scap.gz");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(
                "setpriv",
                "--bounding-set=-all" + capabilities(),
                "--inh-caps=-all",
                "--no-new-privs"),
            "record",
            "--output",
            capture.toString(),
            // Something must happen: a capture without an event is none.
            "--",
            "ls",
            "/")) {
      assertThat(recorder.await()).as(recorder.messages()).isZero();
    } finally {
      other.destroy();
    }
    List<String> executables = new ArrayList<>();
    List<Long> withDescriptors = new ArrayList<>();
    CaptureHeader header =
        new CaptureHeader() {
          @Override
          public void process(ProcessEntry process) {
            if (process.tid() == other.pid()) {
              executables.add(process.exePath());
            }
          }

          @Override
          public void descriptor(long tid, DescriptorEntry descriptor) {
            withDescriptors.add(tid);
          }
        };
    try (CaptureReader reader = CaptureReader.open(capture, header)) {
      reader.next(new Event());
    }
    assertThat(executables).singleElement().asString().endsWith("/sleep");
    assertThat(withDescriptors).contains(other.pid());
  }
}
