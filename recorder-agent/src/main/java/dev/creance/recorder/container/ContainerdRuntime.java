package dev.creance.recorder.container;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * containerd's own interface, for containers that weren't started through the CRI: by {@code ctr}
 * or {@code nerdctl}. A container's specification is in it as OCI's JSON.
 */
record ContainerdRuntime(Path socket, Duration patience) implements ContainerRuntime {
  private static final String GET = "/containerd.services.containers.v1.Containers/Get";
  private static final List<String> USUAL_NAMESPACES = List.of("default", "moby", "k8s.io");

  @Override
  public Optional<ContainerInfo> find(ContainerReference reference) throws IOException {
    List<String> namespaces =
        reference.namespace().isEmpty() ? USUAL_NAMESPACES : List.of(reference.namespace());
    for (String namespace : namespaces) {
      Optional<ProtoMessage> answer =
          GrpcCall.call(
              socket,
              patience,
              GET,
              Map.of("containerd-namespace", namespace),
              new ProtoMessage().with(1, reference.fullId()));
      if (answer.isPresent()) {
        return Optional.of(info(reference, answer.get().message(1)));
      }
    }
    return Optional.empty();
  }

  private static ContainerInfo info(ContainerReference reference, ProtoMessage container)
      throws IOException {
    ContainerInfo info = new ContainerInfo(ContainerInfo.Kind.CONTAINERD, reference);
    info.name = container.text(1);
    info.labels.putAll(container.map(2));
    info.image = container.text(3);
    info.createdSeconds = container.message(8).number(1);
    byte[] specification = container.message(5).bytes(2);
    if (specification.length > 0) {
      read(info, JsonValue.parse(specification));
    }
    return info;
  }

  private static void read(ContainerInfo info, JsonValue specification) {
    JsonValue process = specification.at("process");
    process.at("env").items().forEach(entry -> info.environment.add(entry.text()));
    info.user = process.at("user", "username").text();
    info.hostPid = true;
    info.hostNetwork = true;
    info.hostIpc = true;
    for (JsonValue namespace : specification.at("linux", "namespaces").items()) {
      switch (namespace.at("type").text()) {
        case "pid" -> info.hostPid = false;
        case "network" -> info.hostNetwork = false;
        case "ipc" -> info.hostIpc = false;
        default -> {}
      }
    }
    for (JsonValue mount : specification.at("mounts").items()) {
      List<String> options = mount.at("options").items().stream().map(JsonValue::text).toList();
      info.mounts.add(
          new ContainerInfo.Mount(
              mount.at("source").text(),
              mount.at("destination").text(),
              "",
              !options.contains("ro"),
              options.stream()
                  .filter(o -> o.contains("private") || o.contains("slave") || o.contains("shared"))
                  .findFirst()
                  .orElse("")));
    }
  }
}
