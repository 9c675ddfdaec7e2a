package dev.creance.release.publish;

import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.registry.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A release as Kubernetes resources, to be applied, or written for clusters that are fed from a
 * repository of manifests. JSON, which is YAML too.
 */
public final class KubernetesResources {
  /** In the middle of what the operator takes: 0 to 99. */
  public static final int USUAL_PRIORITY = 50;

  private static final String DIGEST = "creance.dev/release";

  /** Where the operator looks for rules in a ConfigMap. */
  private static final String OPERATORS_KEY = "rules.yaml";

  /** Half a kilobyte less than Kubernetes allows, for the rest of it. */
  private static final int LARGEST_CONFIG_MAP = (1 << 20) - 512;

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
    Map<String, Object> map = resource("v1", "ConfigMap", release, namespace, version(release));
    map.put("immutable", true);
    map.put("data", data);
    if (!binary.isEmpty()) {
      map.put("binaryData", binary);
    }
    return JSON.writeValueAsString(map) + "\n";
  }

  /**
   * A {@code Rulesfile} of the Falco operator that installs what a registry has. Its name is that
   * of the ruleset: the next release takes its place. The operator takes no artifact of several
   * files; of such a release the rules come joined, in the files' order, in a ConfigMap that the
   * Rulesfile names, and the two are a list.
   *
   * @param artifact where the release was published
   * @param digest of the artifact there; the operator then installs this release and no other
   * @param priority 0 to 99; files of higher priority are loaded later
   * @throws ReleaseException when the joined rules are too many for a ConfigMap
   */
  public static String rulesfile(
      Release release, Reference artifact, String digest, String namespace, int priority)
      throws ReleaseException {
    Map<String, Object> spec = new LinkedHashMap<>();
    Map<String, Object> file =
        resource("artifact.falcosecurity.dev/v1alpha1", "Rulesfile", release, namespace, "");
    file.put("spec", spec);
    if (release.files().size() == 1) {
      spec.put("ociArtifact", image(artifact, digest));
      spec.put("priority", Math.clamp(priority, 0, 99));
      return JSON.writeValueAsString(file) + "\n";
    }
    Map<String, Object> map =
        resource("v1", "ConfigMap", release, namespace, version(release) + "-joined");
    map.put("immutable", true);
    map.put("data", Map.of(OPERATORS_KEY, joined(release)));
    spec.put("configMapRef", Map.of("name", name(release, version(release) + "-joined")));
    spec.put("priority", Math.clamp(priority, 0, 99));
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("kind", "List");
    list.put("items", List.of(map, file));
    return JSON.writeValueAsString(list) + "\n";
  }

  private static Map<String, Object> image(Reference artifact, String digest) {
    Map<String, Object> registry = new LinkedHashMap<>();
    registry.put("name", artifact.host());
    Map<String, Object> oci = new LinkedHashMap<>();
    oci.put("image", Map.of("repository", artifact.repository(), "tag", digest));
    oci.put("registry", registry);
    return oci;
  }

  /** One YAML document a file, as Falco reads them from one file too. */
  private static String joined(Release release) throws ReleaseException {
    StringBuilder text = new StringBuilder();
    for (RuleFile file : release.files()) {
      text.append("---\n# ").append(file.name()).append('\n');
      text.append(new String(file.content(), StandardCharsets.UTF_8));
      if (text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }
    String all = text.toString();
    if (all.getBytes(StandardCharsets.UTF_8).length > LARGEST_CONFIG_MAP) {
      throw new ReleaseException(
          "the release's files together are larger than a ConfigMap may be (1 MiB): put them into"
              + " one file, which the operator takes from the registry");
    }
    return all;
  }

  private static String version(Release release) {
    return "-" + release.manifest().version().replace('.', '-');
  }

  private static String name(Release release, String ending) {
    return release.manifest().name().replace('_', '-') + ending;
  }

  private static Map<String, Object> resource(
      String version, String kind, Release release, String namespace, String ending) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name(release, ending));
    metadata.put("namespace", namespace);
    metadata.put("annotations", Map.of(DIGEST, release.digest()));
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", version);
    resource.put("kind", kind);
    resource.put("metadata", metadata);
    return resource;
  }
}
