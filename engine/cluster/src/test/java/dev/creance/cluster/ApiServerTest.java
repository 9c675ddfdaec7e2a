package dev.creance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.cluster.Cluster.Way;
import dev.creance.cluster.ConflictException.Conflict;
import dev.creance.testing.LocalCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same as with the played one, by a real API server: merging, owners, conflicts, rights. */
@Timeout(300)
class ApiServerTest {
  private static final Way APPLY = new Way(false, false);
  private static final Way FORCE = new Way(true, false);
  private static final Way TRY = new Way(false, true);

  @TempDir private Path folder;
  private LocalCluster server;
  private KubernetesClient admin;
  private Cluster cluster;

  private static final String RULESFILE =
      """
      {"apiVersion": "artifact.falcosecurity.dev/v1alpha1", "kind": "Rulesfile",
       "metadata": {"name": "web", "namespace": "default"},
       "spec": {"priority": 50, "configMapRef": {"name": "web-1"}}}
      """;

  private static String configMap(String text) {
    return """
    {"apiVersion": "v1", "kind": "ConfigMap",
     "metadata": {"name": "web-1", "namespace": "default"}, "data": {"rules.yaml": "%s"}}
    """
        .formatted(text);
  }

  @BeforeEach
  void start() throws Exception {
    server = new LocalCluster(folder);
    Path kubeconfig = server.kubeconfig();
    cluster = Cluster.open(List.of(kubeconfig), "admin", Duration.ofSeconds(20));
    admin =
        new KubernetesClientBuilder()
            .withConfig(Kubeconfig.read(List.of(kubeconfig), "admin"))
            .build();
    await(() -> cluster.apply(List.of(configMap("tried")), TRY));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      if (cluster != null) {
        cluster.close();
      }
      if (admin != null) {
        admin.close();
      }
      server.close();
    }
  }

  /** What works once the server is ready. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws Exception;
  }

  private void await(Attempt attempt) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (true) {
      try {
        attempt.run();
        return;
      } catch (ClusterException e) {
        server.check();
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  private ConfigMap stored() {
    return admin.configMaps().inNamespace("default").withName("web-1").get();
  }

  @Test
  void aReleaseIsAppliedOwnedAndTakenOverOnlyByForce() throws Exception {
    assertThatThrownBy(() -> cluster.apply(List.of(configMap("a"), RULESFILE), APPLY))
        .hasMessageContaining("the Falco operator is not installed there");
    assertThat(stored()).isNull();

    assertThat(cluster.apply(List.of(configMap("a")), APPLY))
        .containsExactly("ConfigMap default/web-1");
    ConfigMap first = stored();
    assertThat(first.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(owner -> {
          assertThat(owner.getManager()).isEqualTo("creance");
          assertThat(owner.getOperation()).isEqualTo("Apply");
        });
    cluster.apply(List.of(configMap("a")), APPLY);
    assertThat(stored().getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());

    ConfigMap theirs =
        admin.getKubernetesSerialization().unmarshal(configMap("b"), ConfigMap.class);
    admin
        .configMaps()
        .inNamespace("default")
        .withName("web-1")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("argocd-controller")
                .withForce(true)
                .build(),
            theirs);
    assertThatThrownBy(() -> cluster.apply(List.of(configMap("a")), APPLY))
        .isInstanceOfSatisfying(
            ConflictException.class,
            conflict ->
                assertThat(conflict.conflicts())
                    .containsExactly(new Conflict("argocd-controller", ".data.rules.yaml")));
    assertThat(stored().getData()).containsEntry("rules.yaml", "b");
    cluster.apply(List.of(configMap("a")), FORCE);
    assertThat(stored().getData()).containsEntry("rules.yaml", "a");

    String immutable = "\"immutable\": true, \"metadata\"";
    cluster.apply(List.of(configMap("a").replace("\"metadata\"", immutable)), APPLY);
    assertThatThrownBy(
            () -> cluster.apply(List.of(configMap("c").replace("\"metadata\"", immutable)), FORCE))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("the cluster does not take it")
        .hasMessageContaining("immutable");
  }

  @Test
  void whoMayNotIsToldWhatItNeeds() throws Exception {
    try (Cluster weak =
        Cluster.open(List.of(server.kubeconfig()), "weak", Duration.ofSeconds(20))) {
      assertThatThrownBy(() -> weak.apply(List.of(configMap("a")), APPLY))
          .hasMessageContaining("ConfigMap default/web-1: you may not apply it (")
          .hasMessageContaining("User \"bob\" cannot patch resource");
    }
    String elsewhere = configMap("a").replace("\"default\"", "\"nowhere\"");
    assertThatThrownBy(() -> cluster.apply(List.of(elsewhere), APPLY))
        .hasMessageContaining("the cluster has no namespace 'nowhere'; create it first");
  }
}
