package dev.creance.recorder.container;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a runtime says of a container, and its JSON in container events: the keys are those of
 * Falco's container plugin. Mutable while it is put together.
 */
final class ContainerInfo {
  /** The kinds of containers, by their numbers in the JSON. */
  enum Kind {
    DOCKER(0),
    CRI(6),
    CONTAINERD(7),
    PODMAN(11);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  record Mount(
      String source, String destination, String mode, boolean writable, String propagation) {}

  /** containerd's mark of containers that its CRI plugin made. */
  private static final String CRI_LABEL = "io.cri-containerd.kind";

  private static final JsonFactory FACTORY = new JsonFactory();

  final Kind kind;
  final String id;
  final String fullId;
  String name = "";
  String image = "";
  String imageId = "";
  String imageDigest = "";
  String user = "";
  String ip = "";
  String podSandboxId = "";
  boolean podSandbox;
  boolean privileged;
  boolean hostPid;
  boolean hostNetwork;
  boolean hostIpc;
  long createdSeconds;
  final Map<String, String> labels = new TreeMap<>();
  final Map<String, String> podSandboxLabels = new TreeMap<>();
  final List<String> environment = new ArrayList<>();
  final List<Mount> mounts = new ArrayList<>();

  ContainerInfo(Kind kind, ContainerReference reference) {
    this.kind = kind;
    this.id = reference.shortId();
    this.fullId = reference.fullId();
  }

  /** Whether the CRI made it, but didn't say what it knows. */
  boolean isPartial() {
    return kind == Kind.CONTAINERD && labels.containsKey(CRI_LABEL);
  }

  /** {@code {"container": {…}}}. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeName("container");
      json.writeStartObject();
      write(json);
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private void write(JsonGenerator json) {
    ImageReference reference = ImageReference.of(image);
    json.writeNumberProperty("type", kind.number);
    json.writeStringProperty("id", id);
    json.writeStringProperty("full_id", fullId);
    json.writeStringProperty("name", name);
    json.writeStringProperty("image", image);
    json.writeStringProperty("imageid", imageId);
    json.writeStringProperty("imagerepo", reference.repository());
    json.writeStringProperty("imagetag", reference.tag());
    json.writeStringProperty(
        "imagedigest", imageDigest.isEmpty() ? reference.digest() : imageDigest);
    json.writeStringProperty("User", user);
    json.writeStringProperty("ip", ip);
    json.writeStringProperty("cni_json", "");
    json.writeNumberProperty("created_time", createdSeconds);
    json.writeBooleanProperty("privileged", privileged);
    json.writeBooleanProperty("host_pid", hostPid);
    json.writeBooleanProperty("host_network", hostNetwork);
    json.writeBooleanProperty("host_ipc", hostIpc);
    json.writeBooleanProperty("is_pod_sandbox", podSandbox);
    json.writeStringProperty("pod_sandbox_id", podSandboxId);
    write(json, "labels", labels);
    write(json, "pod_sandbox_labels", podSandboxLabels);
    json.writeName("env");
    json.writeStartArray();
    environment.forEach(json::writeString);
    json.writeEndArray();
    writeMounts(json);
  }

  private static void write(JsonGenerator json, String name, Map<String, String> labels) {
    json.writeName(name);
    json.writeStartObject();
    labels.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private void writeMounts(JsonGenerator json) {
    json.writeName("Mounts");
    json.writeStartArray();
    for (Mount mount : mounts) {
      json.writeStartObject();
      json.writeStringProperty("Source", mount.source);
      json.writeStringProperty("Destination", mount.destination);
      json.writeStringProperty("Mode", mount.mode);
      json.writeBooleanProperty("RW", mount.writable);
      json.writeStringProperty("Propagation", mount.propagation);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
