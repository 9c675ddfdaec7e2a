package dev.creance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.cluster.Cluster.Way;
import dev.creance.cluster.ConflictException.Conflict;
import dev.creance.testing.LocalCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
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

  /** As much of the Falco operator's own definition as is needed. */
  private static final String DEFINITION =
      """
      {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
       "metadata": {"name": "rulesfiles.artifact.falcosecurity.dev"},
       "spec": {"group": "artifact.falcosecurity.dev", "scope": "Namespaced",
         "names": {"plural": "rulesfiles", "singular": "rulesfile", "kind": "Rulesfile"},
         "versions": [{"name": "v1alpha1", "served": true, "storage": true,
           "schema": {"openAPIV3Schema": {"type": "object", "properties": {"spec": {
             "type": "object", "properties": {
               "priority": {"type": "integer", "minimum": 0, "maximum": 99},
               "configMapRef": {"type": "object", "properties": {"name": {"type": "string"}}}
             }}}}}}]}}
      """;

  private static final ResourceDefinitionContext DEFINITIONS =
      context("apiextensions.k8s.io", "v1", "CustomResourceDefinition", false);
  private static final ResourceDefinitionContext RULESFILES =
      context("artifact.falcosecurity.dev", "v1alpha1", "Rulesfile", true);

  @TempDir private Path folder;
  private LocalCluster server;
  private KubernetesClient admin;
  private Cluster cluster;

  private static ResourceDefinitionContext context(
      String group, String version, String kind, boolean namespaced) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(kind.toLowerCase(java.util.Locale.ROOT) + "s")
        .withNamespaced(namespaced)
        .build();
  }

  private static String rulesfile(int priority) {
    return """
        {"apiVersion": "artifact.falcosecurity.dev/v1alpha1", "kind": "Rulesfile",
         "metadata": {"name": "web", "namespace": "default"},
         "spec": {"priority": %d, "configMapRef": {"name": "web-1"}}}
        """
        .formatted(priority);
  }

  private static String configMap(String text) {
    return """
        {"apiVersion": "v1", "kind": "ConfigMap", "immutable": true,
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

  private GenericKubernetesResource stored() {
    return admin
        .genericKubernetesResources(RULESFILES)
        .inNamespace("default")
        .withName("web")
        .get();
  }

  @Test
  void aReleaseIsAppliedOwnedAndTakenOverOnlyByForce() throws Exception {
    assertThatThrownBy(() -> cluster.apply(List.of(configMap("a"), rulesfile(50)), APPLY))
        .hasMessageContaining("the Falco operator is not installed there");
    assertThat(admin.configMaps().inNamespace("default").withName("web-1").get()).isNull();
    admin
        .genericKubernetesResources(DEFINITIONS)
        .resource(
            admin
                .getKubernetesSerialization()
                .unmarshal(DEFINITION, GenericKubernetesResource.class))
        .create();
    await(() -> cluster.apply(List.of(rulesfile(50)), TRY));
    assertThat(stored()).isNull();

    assertThat(cluster.apply(List.of(configMap("a"), rulesfile(50)), APPLY))
        .containsExactly("ConfigMap default/web-1", "Rulesfile default/web");
    GenericKubernetesResource first = stored();
    assertThat(first.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(owner -> {
          assertThat(owner.getManager()).isEqualTo("creance");
          assertThat(owner.getOperation()).isEqualTo("Apply");
        });
    cluster.apply(List.of(configMap("a"), rulesfile(50)), APPLY);
    assertThat(stored().getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());

    admin
        .genericKubernetesResources(RULESFILES)
        .inNamespace("default")
        .withName("web")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("argocd-controller")
                .withForce(true)
                .build(),
            admin
                .getKubernetesSerialization()
                .unmarshal(rulesfile(10), GenericKubernetesResource.class));
    assertThatThrownBy(() -> cluster.apply(List.of(rulesfile(50)), APPLY))
        .isInstanceOfSatisfying(
            ConflictException.class,
            conflict ->
                assertThat(conflict.conflicts())
                    .containsExactly(new Conflict("argocd-controller", ".spec.priority")));
    assertThat(priority()).isEqualTo(10);
    cluster.apply(List.of(rulesfile(50)), FORCE);
    assertThat(priority()).isEqualTo(50);

    assertThatThrownBy(() -> cluster.apply(List.of(configMap("b")), FORCE))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("the cluster does not take it")
        .hasMessageContaining("immutable");
    assertThatThrownBy(() -> cluster.apply(List.of(rulesfile(100)), APPLY))
        .hasMessageContaining("spec.priority");
  }

  private int priority() {
    return ((Number) stored().<Object>get("spec", "priority")).intValue();
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
