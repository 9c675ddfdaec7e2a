package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Unit and manifest of the agent that follows a channel: understood, and with few rights. */
final class AgentPackagingTest {
  private static final Path PACKAGING = Path.of("packaging");
  private static final Path UNIT = PACKAGING.resolve("creance-agent.service");

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static Map<?, ?> container() throws Exception {
    Map<?, ?> set =
        map(
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(PACKAGING.resolve("agent-daemonset.yaml"))));
    assertThat(set.get("kind")).isEqualTo("DaemonSet");
    Map<?, ?> pod = map(map(map(set.get("spec")).get("template")).get("spec"));
    assertThat(pod.get("automountServiceAccountToken")).isEqualTo(false);
    return map(((List<?>) Objects.requireNonNull(pod.get("containers"))).getFirst());
  }

  @Test
  void theManifestAsksForWhatTheUnitDoes() throws Exception {
    Map<?, ?> security = map(container().get("securityContext"));
    assertThat(security.get("privileged")).isEqualTo(false);
    assertThat(security.get("allowPrivilegeEscalation")).isEqualTo(false);
    assertThat(security.get("readOnlyRootFilesystem")).isEqualTo(true);
    Map<?, ?> capabilities = map(security.get("capabilities"));
    assertThat(capabilities.get("drop")).isEqualTo(List.of("ALL"));
    Matcher line =
        Pattern.compile("(?m)^CapabilityBoundingSet=(.*)$").matcher(Files.readString(UNIT));
    assertThat(line.find()).isTrue();
    assertThat(new TreeSet<>((List<?>) Objects.requireNonNull(capabilities.get("add"))))
        .isEqualTo(new TreeSet<>(List.of(line.group(1).replace("CAP_", "").split(" "))));
  }

  @Test
  void theManifestsArgumentsAreUnderstood() throws Exception {
    List<String> arguments =
        ((List<?>) Objects.requireNonNull(container().get("args")))
            .stream().map(Object::toString).toList();
    assertThat(arguments.getFirst()).isEqualTo("follow");
    assertThatCode(() -> new FollowCommand(arguments.subList(1, arguments.size()), Map.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void systemdUnderstandsTheUnit(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "needs systemd-analyze");
    Path unit = folder.resolve("creance-agent.service");
    Files.writeString(
        unit, Files.readString(UNIT).replace("/opt/creance-recorder/recorder-agent", "/bin/true"));
    Process verify =
        new ProcessBuilder("systemd-analyze", "verify", unit.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(verify.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("creance-agent");
  }
}
