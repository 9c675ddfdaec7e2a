package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Units and manifests of agents that follow a channel: understood, and with few rights. */
final class AgentPackagingTest {
  private static final Packaged AGENT = new Packaged("creance-agent", "agent-daemonset.yaml");

  /** Fed from a recorder's socket. */
  private static final Packaged DETECTOR =
      new Packaged("creance-detector", "detector-daemonset.yaml");

  static List<Packaged> both() {
    return List.of(AGENT, DETECTOR);
  }

  @ParameterizedTest
  @MethodSource("both")
  void theManifestAsksForWhatTheUnitDoes(Packaged agent) throws Exception {
    assertThat(agent.documents()).hasSize(1);
    assertThat(agent.pod().get("automountServiceAccountToken")).isEqualTo(false);
    agent.assertThatTheManifestAsksForWhatTheUnitDoes();
  }

  @ParameterizedTest
  @MethodSource("both")
  void theManifestsArgumentsAreUnderstood(Packaged agent) throws Exception {
    List<String> arguments = agent.arguments();
    assertThat(arguments.getFirst()).isEqualTo("follow");
    assertThatCode(() -> new FollowCommand(arguments.subList(1, arguments.size()), Map.of()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("both")
  void systemdUnderstandsTheUnit(Packaged agent, @TempDir Path folder) throws Exception {
    agent.assertThatSystemdUnderstandsTheUnit(folder);
  }

  @Test
  void kubernetesUnderstandsTheManifests() throws Exception {
    for (Packaged agent : both()) {
      DaemonSet set = agent.daemonSet();
      assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
          .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
      PodSpec pod = set.getSpec().getTemplate().getSpec();
      assertThat(pod.getContainers().getFirst().getVolumeMounts())
          .extracting(VolumeMount::getName)
          .containsExactlyElementsOf(pod.getVolumes().stream().map(Volume::getName).toList());
    }
  }

  @Test
  void fedFromASocketItHasNoRights() throws Exception {
    assertThat(DETECTOR.unitCapabilities()).isEmpty();
    assertThat(DETECTOR.unit())
        .contains("DynamicUser=yes", "NoNewPrivileges=yes", "SystemCallFilter=@system-service")
        .contains("--from /run/creance/events");
    PodSpec pod = DETECTOR.daemonSet().getSpec().getTemplate().getSpec();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    Container container = pod.getContainers().getFirst();
    assertThat(pod.getContainers()).hasSize(1);
    assertThat(container.getArgs()).contains("--from=/run/creance/events");
    assertThat(container.getSecurityContext().getRunAsUser()).isNull();
    assertThat(container.getSecurityContext().getSeccompProfile()).isNull();
    assertThat(pod.getVolumes())
        .extracting(volume -> volume.getHostPath() == null ? "" : volume.getHostPath().getPath())
        .doesNotContain("/run/containerd/containerd.sock")
        .contains("/run/creance");
    // Before it starts, and once: the folder on the node is given to it.
    Container first = pod.getInitContainers().getFirst();
    assertThat(pod.getInitContainers()).hasSize(1);
    assertThat(first.getCommand()).startsWith("chown");
    assertThat(first.getSecurityContext().getCapabilities().getAdd()).containsExactly("CHOWN");
    assertThat(first.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
  }
}
