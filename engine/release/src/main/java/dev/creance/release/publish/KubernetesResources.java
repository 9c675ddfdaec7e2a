package dev.creance.release.publish;

import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.registry.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A release as Kubernetes resources, for clusters that are fed from a repository of manifests.
 * JSON, which is YAML too.
 */
public final class KubernetesResources {
  private static final String DIGEST = "creance.dev/release";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private KubernetesResources() {}

  /** The rule files as a ConfigMap, to be mounted into Falco's rules folder. */
  public static String configMap(Release release, String namespace) {
    Map<String, Object> data = new LinkedHashMap<>();
    Map<String, Object> binary = new LinkedHashMap<>();
    for (RuleFile file : release.files()) {
      byte[] content = file.content();
      String text = new String(content, StandardCharsets.UTF_8);
      if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content)) {
        data.put(file.name(), text);
      } else {
        binary.put(file.name(), Base64.getEncoder().encodeToString(content));
      }
    }
    Map<String, Object> map = resource("v1", "ConfigMap", release, namespace);
    map.put("immutable", true);
    map.put("data", data);
    if (!binary.isEmpty()) {
      map.put("binaryData", binary);
    }
    return JSON.writeValueAsString(map) + "\n";
  }

  /**
   * A {@code Rulesfile} of the Falco operator that installs what a registry has.
   *
   * @param artifact where the release was published
   * @param digest of the artifact there; the operator then installs this release and no other
   * @param priority 0 to 99; files of higher priority are loaded later
   */
  public static String rulesfile(
      Release release, Reference artifact, String digest, String namespace, int priority) {
    Map<String, Object> registry = new LinkedHashMap<>();
    registry.put("name", artifact.host());
    Map<String, Object> oci = new LinkedHashMap<>();
    oci.put("image", Map.of("repository", artifact.repository(), "tag", digest));
    oci.put("registry", registry);
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("ociArtifact", oci);
    spec.put("priority", Math.clamp(priority, 0, 99));
    Map<String, Object> file =
        resource("artifact.falcosecurity.dev/v1alpha1", "Rulesfile", release, namespace);
    file.put("spec", spec);
    return JSON.writeValueAsString(file) + "\n";
  }

  private static Map<String, Object> resource(
      String version, String kind, Release release, String namespace) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put(
        "name",
        release.manifest().name().replace('_', '-')
            + "-"
            + release.manifest().version().replace('.', '-'));
    metadata.put("namespace", namespace);
    metadata.put("annotations", Map.of(DIGEST, release.digest()));
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", version);
    resource.put("kind", kind);
    resource.put("metadata", metadata);
    return resource;
  }
}
