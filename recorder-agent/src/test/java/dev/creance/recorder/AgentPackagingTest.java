package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unit and manifest of the agent that follows a channel: understood, and with few rights. */
final class AgentPackagingTest {
  private static final Packaged AGENT = new Packaged("creance-agent", "agent-daemonset.yaml");

  @Test
  void theManifestAsksForWhatTheUnitDoes() throws Exception {
    assertThat(AGENT.documents()).hasSize(1);
    assertThat(AGENT.pod().get("automountServiceAccountToken")).isEqualTo(false);
    AGENT.assertThatTheManifestAsksForWhatTheUnitDoes();
  }

  @Test
  void theManifestsArgumentsAreUnderstood() throws Exception {
    List<String> arguments = AGENT.arguments();
    assertThat(arguments.getFirst()).isEqualTo("follow");
    assertThatCode(() -> new FollowCommand(arguments.subList(1, arguments.size()), Map.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void systemdUnderstandsTheUnit(@TempDir Path folder) throws Exception {
    AGENT.assertThatSystemdUnderstandsTheUnit(folder);
  }
}
