package dev.creance.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A Kubernetes cluster that resources are applied to.
 *
 * <p>Applying is server-side: the cluster merges what is sent into what is there, remembers {@value
 * #FIELD_MANAGER} as the owner of the fields that were sent, and refuses when one of them is
 * somebody else's with another value. Applying the same again changes nothing.
 */
public final class Cluster implements AutoCloseable {
  /** Who owns what is applied. */
  public static final String FIELD_MANAGER = "creance";

  private static final int RETRIES = 2;
  private static final Duration BETWEEN_RETRIES = Duration.ofMillis(200);

  private final KubernetesClient client;
  private final String address;

  private Cluster(KubernetesClient client, String address) {
    this.client = client;
    this.address = address;
  }

  /** The kubeconfig files of whoever runs this. */
  public static List<Path> usersKubeconfig() {
    return Kubeconfig.ofThisUser();
  }

  /**
   * The cluster of a context; nothing is sent to it yet.
   *
   * @param kubeconfig files, of which the first that knows a name decides
   * @param patience for each answer
   * @throws ClusterException when the files name no such context
   */
  public static Cluster open(List<Path> kubeconfig, String context, Duration patience)
      throws ClusterException {
    Config config = Kubeconfig.read(kubeconfig, context);
    int millis = Math.toIntExact(patience.toMillis());
    config.setConnectionTimeout(millis);
    config.setRequestTimeout(millis);
    config.setRequestRetryBackoffLimit(RETRIES);
    config.setRequestRetryBackoffInterval(Math.toIntExact(BETWEEN_RETRIES.toMillis()));
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    return new Cluster(client, String.valueOf(client.getMasterUrl()));
  }

  /** Where its API server is. */
  public String address() {
    return address;
  }

  /**
   * How resources are applied.
   *
   * @param force take fields over from whoever owns them
   * @param dryRun the cluster checks all of it and changes nothing
   */
  public record Way(boolean force, boolean dryRun) {}

  /**
   * Applies resources, in their order. Several are tried without effect first: either the cluster
   * would take all of them, or none is applied.
   *
   * @param manifests of namespaced resources; JSON or YAML, each one or a {@code List}
   * @return what was applied, each as its kind, namespace and name: {@code Rulesfile falco/web}
   * @throws ConflictException when a field is somebody else's
   * @throws ClusterException when the cluster cannot be reached or refuses a resource
   */
  public List<String> apply(List<String> manifests, Way way) throws ClusterException {
    List<GenericKubernetesResource> resources = new ArrayList<>();
    for (String manifest : manifests) {
      client
          .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
          .items()
          .forEach(item -> resources.add(plain(item)));
    }
    if (resources.size() > 1 || way.dryRun()) {
      for (GenericKubernetesResource resource : resources) {
        patch(resource, new Way(way.force(), true));
      }
    }
    List<String> applied = new ArrayList<>();
    for (GenericKubernetesResource resource : resources) {
      if (!way.dryRun()) {
        patch(resource, way);
      }
      applied.add(name(resource));
    }
    return applied;
  }

  /** As it was written: what typed models would add or leave out is nobody's to own. */
  private GenericKubernetesResource plain(HasMetadata item) {
    return client.getKubernetesSerialization().convertValue(item, GenericKubernetesResource.class);
  }

  private void patch(GenericKubernetesResource resource, Way way) throws ClusterException {
    PatchContext.Builder context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(way.force());
    if (way.dryRun()) {
      context.withDryRun(List.of("All"));
    }
    try {
      at(resource).patch(context.build(), resource);
    } catch (KubernetesClientException e) {
      throw Refusals.of(name(resource), address, e);
    }
  }

  /** By its plural, which for the kinds that are applied needs no asking. */
  private Resource<GenericKubernetesResource> at(GenericKubernetesResource resource) {
    String version = resource.getApiVersion();
    int slash = version.indexOf('/');
    ResourceDefinitionContext kind =
        new ResourceDefinitionContext.Builder()
            .withGroup(slash < 0 ? "" : version.substring(0, slash))
            .withVersion(version.substring(slash + 1))
            .withKind(resource.getKind())
            .withPlural(resource.getKind().toLowerCase(Locale.ROOT) + "s")
            .withNamespaced(true)
            .build();
    return client
        .genericKubernetesResources(kind)
        .inNamespace(resource.getMetadata().getNamespace())
        .withName(resource.getMetadata().getName());
  }

  private static String name(HasMetadata resource) {
    return resource.getKind()
        + " "
        + resource.getMetadata().getNamespace()
        + "/"
        + resource.getMetadata().getName();
  }

  @Override
  public void close() {
    client.close();
  }
}
