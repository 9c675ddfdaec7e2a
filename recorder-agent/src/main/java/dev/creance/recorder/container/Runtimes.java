package dev.creance.recorder.container;

import dev.creance.recorder.container.ContainerInfo.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runtimes of this machine: those configured, and those that listen where they usually do. */
public final class Runtimes {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final List<String> USUAL =
      List.of(
          "podman:/run/podman/podman.sock",
          "docker:/var/run/docker.sock",
          "cri:/run/containerd/containerd.sock",
          "cri:/run/k3s/containerd/containerd.sock",
          "cri:/run/crio/crio.sock",
          "containerd:/run/containerd/containerd.sock");

  private final List<ContainerRuntime> runtimes;

  private Runtimes(List<ContainerRuntime> runtimes) {
    this.runtimes = runtimes;
  }

  /**
   * Runtimes by {@code kind:socket}, kinds being docker, podman, cri and containerd.
   *
   * @param configured in place of the usual ones, unless empty
   * @throws IllegalArgumentException when one isn't written like that
   */
  public static Runtimes of(List<String> configured) {
    List<ContainerRuntime> runtimes = new ArrayList<>();
    for (String one : configured.isEmpty() ? USUAL : configured) {
      runtimes.add(runtime(one));
    }
    return new Runtimes(runtimes);
  }

  private static ContainerRuntime runtime(String text) {
    int colon = text.indexOf(':');
    Path socket = Path.of(text.substring(colon + 1));
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "docker" -> new DockerRuntime(socket, Kind.DOCKER, PATIENCE);
      case "podman" -> new DockerRuntime(socket, Kind.PODMAN, PATIENCE);
      case "cri" -> new CriRuntime(socket, PATIENCE);
      case "containerd" -> new ContainerdRuntime(socket, PATIENCE);
      default ->
          throw new IllegalArgumentException(
              text + ": expected docker:SOCKET, podman:SOCKET, cri:SOCKET or containerd:SOCKET");
    };
  }

  /**
   * What the first runtime that knows a container says of it.
   *
   * @param hasty whether to be asked again is better than half an answer: containerd knows a pod's
   *     container before the CRI does, but nothing of the pod
   */
  Optional<ContainerInfo> find(ContainerReference reference, boolean hasty) {
    for (ContainerRuntime runtime : runtimes) {
      if (Files.exists(runtime.socket())) {
        try {
          Optional<ContainerInfo> found = runtime.find(reference);
          if (found.isPresent() && !(hasty && found.get().isPartial())) {
            return found;
          }
        } catch (IOException e) {
          // Not listening, not allowed, or of another kind: the next one may know.
        }
      }
    }
    return Optional.empty();
  }
}
