package dev.creance.events.state;

import java.util.List;
import java.util.Map;

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

  /** A mount of a container. */
  public record Mount(
      String source, String destination, String mode, String readWrite, String propagation) {}
}
