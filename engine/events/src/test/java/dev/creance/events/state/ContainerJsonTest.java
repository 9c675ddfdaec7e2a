package dev.creance.events.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerJsonTest {
  private static final String WHOLE =
      """
      {"container": {"type": 7, "id": "3ad7b26ded6d", "full_id": "3ad7b26ded6d0123", "name": "wéb",
       "image": "docker.io/library/nginx:1.2", "imagerepo": "docker.io/library/nginx",
       "imagetag": "1.2", "imagedigest": "sha256:0", "privileged": true, "User": "nobody",
       "labels": {"b": "2", "a": "1"}, "pod_sandbox_labels": null, "env": ["A=1"],
       "Mounts": [{"Source": "/s", "Destination": "/d", "Mode": "ro", "RW": false,
                   "Propagation": "private"}], "port_mappings": [], "memory_limit": 0}}
      """;

  @Test
  void readsWhatThePluginWrites() {
    Container container = Objects.requireNonNull(read(WHOLE));

    assertThat(container.id()).isEqualTo("3ad7b26ded6d");
    assertThat(container.type()).isEqualTo(7);
    assertThat(container.name()).isEqualTo("w\u00c3\u00a9b");
    assertThat(container.imageRepository()).isEqualTo("docker.io/library/nginx");
    assertThat(container.privileged()).isTrue();
    assertThat(container.labels()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(container.podSandboxLabels()).isEmpty();
    assertThat(container.mounts())
        .containsExactly(new Container.Mount("/s", "/d", "ro", "false", "private"));
    assertThat(container.env()).containsExactly("A=1");
    assertThat(container.ip()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"id\": \"a\"}",
        "{\"container\": 1}",
        "{\"container\": {\"id\": 1}}",
        "{\"container\": {\"id\": null}}",
        "{\"container\": {\"privileged\": \"yes\"}}",
        "{\"container\": {\"labels\": []}}",
        "{\"container\": {\"Mounts\": [1]}}",
        "{\"container\": {}} x"
      })
  void readsNothingElse(String json) {
    assertThat(read(json)).isNull();
  }

  @Test
  void survivesDamage() {
    long seed = 7;
    Random random = new Random(seed);
    byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(damaged.length + 1);
      try {
        ContainerJson.read(damaged, 0, length);
      } catch (RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ": " + new String(damaged, 0, length, StandardCharsets.UTF_8), e);
      }
    }
  }

  private static @Nullable Container read(String json) {
    byte[] bytes = (json + "\0rest").getBytes(StandardCharsets.UTF_8);
    return ContainerJson.read(bytes, 0, bytes.length);
  }
}
