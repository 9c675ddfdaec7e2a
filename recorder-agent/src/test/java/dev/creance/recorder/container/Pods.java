package dev.creance.recorder.container;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Starts pods through the Kubernetes container runtime interface, as a kubelet does. The numbers
 * are those of the protocol's fields.
 */
public final class Pods {
  private static final String SERVICE = "/runtime.v1.RuntimeService/";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long NODE = 2;

  private final Path socket;

  /** Asks the runtime behind a socket. */
  public Pods(Path socket) {
    this.socket = socket;
  }

  private ProtoMessage call(String method, ProtoMessage request) throws IOException {
    return GrpcCall.call(socket, PATIENCE, SERVICE + method, Map.of(), request)
        .orElseThrow(() -> new IOException(method + " was refused"));
  }

  private static ProtoMessage pod(String name, String namespace) {
    ProtoMessage metadata =
        new ProtoMessage().with(1, name).with(2, "uid-" + name).with(3, namespace);
    ProtoMessage namespaces = new ProtoMessage().with(1, NODE);
    ProtoMessage linux =
        new ProtoMessage()
            .with(1, "/kubepods/pod-uid-" + name)
            .with(2, new ProtoMessage().with(1, namespaces));
    return new ProtoMessage()
        .with(1, metadata)
        .with(6, new ProtoMessage().with(1, "app").with(2, name))
        .with(8, linux);
  }

  /** A pod on the host's network; its id. */
  public String start(String name, String namespace) throws IOException {
    return call("RunPodSandbox", new ProtoMessage().with(1, pod(name, namespace))).text(1);
  }

  /** A container in a pod, running a shell script; its id. */
  public String startContainer(
      String sandbox, String pod, String namespace, String name, String image, String script)
      throws IOException {
    ProtoMessage container =
        new ProtoMessage()
            .with(1, new ProtoMessage().with(1, name))
            .with(2, new ProtoMessage().with(1, image))
            .with(3, "/bin/sh")
            .with(4, "-c")
            .with(4, script)
            .with(9, new ProtoMessage().with(1, "tier").with(2, "test"));
    String id =
        call(
                "CreateContainer",
                new ProtoMessage().with(1, sandbox).with(2, container).with(3, pod(pod, namespace)))
            .text(1);
    GrpcCall.call(
        socket, PATIENCE, SERVICE + "StartContainer", Map.of(), new ProtoMessage().with(1, id));
    return id;
  }

  /** Ends a pod and its containers. */
  public void remove(String sandbox) throws IOException {
    for (String method : new String[] {"StopPodSandbox", "RemovePodSandbox"}) {
      GrpcCall.call(
          socket, PATIENCE, SERVICE + method, Map.of(), new ProtoMessage().with(1, sandbox));
    }
  }
}
