package dev.creance.events.state;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a container, as the container plugin's JSON gives them. Texts are byte strings.
 *
 * @param id the first 12 characters of {@code fullId}
 * @param type the plugin's number of the runtime: 0 docker, 1 lxc, 2 libvirt-lxc, 6 cri, 7
 *     containerd, 8 cri-o, 9 bpm, 10 static, 11 podman
 */
public record Container(
    String id,
    String fullId,
    int type,
    String name,
    String image,
    String imageId,
    String imageRepository,
    String imageTag,
    String imageDigest,
    String ip,
    boolean privileged,
    boolean hostPid,
    boolean hostNetwork,
    boolean hostIpc,
    boolean podSandbox,
    String podSandboxId,
    String cniJson,
    String user,
    Map<String, String> labels,
    Map<String, String> podSandboxLabels,
    List<Mount> mounts,
    List<String> env,
    String json) {

  private static final Map<String, String> NO_LABELS = Map.of();

  public Container {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    podSandboxLabels = Collections.unmodifiableMap(new TreeMap<>(podSandboxLabels));
    mounts = List.copyOf(mounts);
    env = List.copyOf(env);
  }

  /** A container of which hardly anything is known. */
  static Container of(String id, String fullId, int type, String name) {
    return of(id, fullId, type, name, "", "", "", "");
  }

  private static Container of(
      String id,
      String fullId,
      int type,
      String name,
      String image,
      String repository,
      String tag,
      String digest) {
    return new Container(
        id,
        fullId,
        type,
        name,
        image,
        "",
        repository,
        tag,
        digest,
        "",
        false,
        false,
        false,
        false,
        false,
        "",
        "",
        "",
        NO_LABELS,
        NO_LABELS,
        List.of(),
        List.of(),
        "");
  }

  Container withImage(String newImage, String repository, String tag, String digest) {
    return of(id, fullId, type, name, newImage, repository, tag, digest);
  }

  /** Reads the JSON of a container event; null when it cannot be read. */
  public static @Nullable Container read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.ISO_8859_1);
    return ContainerJson.read(bytes, 0, bytes.length);
  }

  /** A mount of a container. */
  public record Mount(
      String source, String destination, String mode, String readWrite, String propagation) {}
}
