package dev.creance.recorder.container;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Kubernetes container runtime interface, version 1 (containerd, CRI-O). The numbers are those
 * of its protocol's fields.
 */
record CriRuntime(Path socket, Duration patience) implements ContainerRuntime {
  private static final String SERVICE = "/runtime.v1.RuntimeService/";
  private static final long READ_ONLY_YES = 1;
  private static final long NAMESPACE_NODE = 2;
  private static final String[] PROPAGATION = {"private", "rslave", "rshared"};

  @Override
  public Optional<ContainerInfo> find(ContainerReference reference) throws IOException {
    if (reference.fullId().length() != 64) {
      return Optional.empty();
    }
    Optional<ContainerInfo> container = container(reference);
    return container.isPresent() ? container : sandbox(reference);
  }

  private Optional<ProtoMessage> call(String method, ProtoMessage request) throws IOException {
    return GrpcCall.call(socket, patience, SERVICE + method, Map.of(), request);
  }

  private Optional<ContainerInfo> container(ContainerReference reference) throws IOException {
    Optional<ProtoMessage> answer =
        call("ContainerStatus", new ProtoMessage().with(1, reference.fullId()));
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    ProtoMessage status = answer.get().message(1);
    ContainerInfo info = new ContainerInfo(ContainerInfo.Kind.CRI, reference);
    info.name = status.message(2).text(1);
    info.image = status.message(8).text(1);
    String image = status.text(9);
    info.imageDigest = image.contains("@") ? image.substring(image.indexOf('@') + 1) : "";
    String imageId = status.has(17) ? status.text(17) : image;
    info.imageId = imageId.startsWith("sha256:") ? imageId.substring("sha256:".length()) : imageId;
    info.createdSeconds = status.number(4) / 1_000_000_000L;
    info.labels.putAll(status.map(12));
    for (ProtoMessage mount : status.messages(14)) {
      info.mounts.add(
          new ContainerInfo.Mount(
              mount.text(2),
              mount.text(1),
              "",
              mount.number(3) != READ_ONLY_YES,
              PROPAGATION[(int) Math.clamp(mount.number(5), 0, 2)]));
    }
    addSandbox(info, sandboxOf(reference));
    return Optional.of(info);
  }

  /** The pod that a container belongs to: only the list of containers says so. */
  private String sandboxOf(ContainerReference reference) throws IOException {
    ProtoMessage filter = new ProtoMessage().with(1, reference.fullId());
    Optional<ProtoMessage> answer = call("ListContainers", new ProtoMessage().with(1, filter));
    List<ProtoMessage> found = answer.isEmpty() ? List.of() : answer.get().messages(1);
    return found.isEmpty() ? "" : found.getFirst().text(2);
  }

  private void addSandbox(ContainerInfo info, String sandbox) throws IOException {
    if (sandbox.isEmpty()) {
      return;
    }
    info.podSandboxId = sandbox;
    Optional<ProtoMessage> answer = call("PodSandboxStatus", new ProtoMessage().with(1, sandbox));
    if (answer.isPresent()) {
      addPod(info, answer.get().message(1));
    }
  }

  private static void addPod(ContainerInfo info, ProtoMessage status) throws IOException {
    info.ip = status.message(5).text(1);
    ProtoMessage namespaces = status.message(6).message(1).message(2);
    info.hostNetwork = namespaces.number(1) == NAMESPACE_NODE;
    info.hostPid = namespaces.number(2) == NAMESPACE_NODE;
    info.hostIpc = namespaces.number(3) == NAMESPACE_NODE;
    info.podSandboxLabels.putAll(status.map(7));
    ProtoMessage metadata = status.message(2);
    info.labels.putIfAbsent("io.kubernetes.pod.name", metadata.text(1));
    info.labels.putIfAbsent("io.kubernetes.pod.uid", metadata.text(2));
    info.labels.putIfAbsent("io.kubernetes.pod.namespace", metadata.text(3));
  }

  private Optional<ContainerInfo> sandbox(ContainerReference reference) throws IOException {
    Optional<ProtoMessage> answer =
        call("PodSandboxStatus", new ProtoMessage().with(1, reference.fullId()));
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    ProtoMessage status = answer.get().message(1);
    ContainerInfo info = new ContainerInfo(ContainerInfo.Kind.CRI, reference);
    info.podSandbox = true;
    info.name = status.message(2).text(1);
    info.podSandboxId = reference.fullId();
    info.createdSeconds = status.number(4) / 1_000_000_000L;
    info.labels.putAll(status.map(7));
    addPod(info, status);
    return Optional.of(info);
  }
}
