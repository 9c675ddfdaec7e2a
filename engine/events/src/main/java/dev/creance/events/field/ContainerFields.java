package dev.creance.events.field;

import dev.creance.events.state.Container;
import dev.creance.events.state.Container.Mount;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.checked.FieldExpression.Access;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * {@code container.*} and {@code k8s.*} as the container plugin gives them: of the container that
 * the event's process is in, or that a container event speaks of. A process on the host is in a
 * container named {@code host} without further data. Where the id is known but the metadata have
 * not arrived, only the id has a value.
 */
final class ContainerFields extends FieldFamily {
  private static final int SHORT_ID = 12;

  private static final Container HOST =
      new Container(
          "host", "host", 0xfffe, "host", "", "", "", "", "", "", false, false, false, false, false,
          "", "", "", Map.of(), Map.of(), List.of(), List.of(), "");

  /** A text of a container; null = no value. */
  private interface ContainerText {
    @Nullable String of(Container container, EventScope scope);
  }

  /** A yes or no of a container. */
  private interface ContainerFlag {
    boolean of(Container container);
  }

  ContainerFields() {
    addText("container.id", ContainerFields::id);
    addContainerText("container.full_id", (container, scope) -> container.fullId());
    addContainerText("container.name", (container, scope) -> container.name());
    addContainerText("container.type", (container, scope) -> type(container.type()));
    addContainerText("container.ip", (container, scope) -> container.ip());
    addContainerText("container.cni.json", (container, scope) -> container.cniJson());
    image();
    mounts();
    labels();
    times();
    addFlag("container.privileged", Container::privileged);
    addFlag("container.host_pid", Container::hostPid);
    addFlag("container.host_network", Container::hostNetwork);
    addFlag("container.host_ipc", Container::hostIpc);
    pods();
    addEmpty(
        "container.healthcheck",
        "container.liveness_probe",
        "container.readiness_probe",
        "proc.is_container_healthcheck",
        "proc.is_container_liveness_probe",
        "proc.is_container_readiness_probe",
        "k8s.ns.id",
        "k8s.ns.label",
        "k8s.ns.labels");
    for (String kind : new String[] {"rc", "svc", "rs", "deployment"}) {
      for (String field : new String[] {"name", "id", "label", "labels"}) {
        addEmpty("k8s." + kind + "." + field);
      }
    }
  }

  private static @Nullable String id(EventScope scope) {
    Container container = container(scope);
    if (container != null) {
      return container.id();
    }
    ThreadState thread = thread(scope);
    return thread == null ? null : thread.containerId;
  }

  /** The container that fields speak of; null when unknown. */
  private static @Nullable Container container(EventScope scope) {
    Container ofEvent = scope.eventContainer;
    if (ofEvent != null) {
      return ofEvent;
    }
    ThreadState thread = thread(scope);
    return thread == null ? null : byId(thread.containerId, scope);
  }

  /** The container with a short id; the empty one is the host. */
  private static @Nullable Container byId(String id, EventScope scope) {
    return id.isEmpty() ? HOST : scope.surroundings.container(id);
  }

  private void addContainerText(String field, ContainerText text) {
    add(field, containerText(text));
  }

  private static FieldReader containerText(ContainerText text) {
    return text(scope -> {
      Container container = container(scope);
      return container == null ? null : text.of(container, scope);
    });
  }

  private void addFlag(String field, ContainerFlag flag) {
    add(
        field,
        (scope, into) -> {
          Container container = container(scope);
          if (container == null) {
            return false;
          }
          into.number = flag.of(container) ? 1 : 0;
          return true;
        });
  }

  private static String type(int number) {
    return switch (number) {
      case 0 -> "docker";
      case 1 -> "lxc";
      case 2 -> "libvirt-lxc";
      case 3 -> "mesos";
      case 4 -> "rkt";
      case 6 -> "cri";
      case 7 -> "containerd";
      case 8 -> "cri-o";
      case 9 -> "bpm";
      case 11 -> "podman";
      case 0xfffe -> "host";
      default -> "";
    };
  }

  private void image() {
    addContainerText("container.image", (container, scope) -> container.image());
    addContainerText("container.image.id", (container, scope) -> container.imageId());
    addContainerText(
        "container.image.repository", (container, scope) -> container.imageRepository());
    addContainerText("container.image.tag", (container, scope) -> container.imageTag());
    addContainerText("container.image.digest", (container, scope) -> container.imageDigest());
  }

  /** A text of a mount. */
  private interface MountText {
    String of(Mount mount);
  }

  private void mounts() {
    addContainerText(
        "container.mounts",
        (container, scope) ->
            String.join(",", container.mounts().stream().map(ContainerFields::mount).toList()));
    addMount("container.mount", Mount::source, ContainerFields::mount);
    addMount("container.mount.source", Mount::destination, Mount::source);
    addMount("container.mount.dest", Mount::source, Mount::destination);
    addMount("container.mount.mode", Mount::source, Mount::mode);
    addMount("container.mount.rdwr", Mount::source, Mount::readWrite);
    addMount("container.mount.propagation", Mount::source, Mount::propagation);
  }

  private static String mount(Mount mount) {
    return String.join(
        ":",
        mount.source(),
        mount.destination(),
        mount.mode(),
        mount.readWrite(),
        mount.propagation());
  }

  /** A mount by its number, or the first whose key the argument is found in as a regex. */
  private void addMount(String field, MountText key, MountText value) {
    addWithArgument(
        field,
        access -> {
          String argument = access.argument().orElse("");
          if (Arguments.pluginIndex(argument)) {
            int index = Arguments.index(access, Integer.MAX_VALUE);
            return containerText((container, scope) ->
                index < container.mounts().size() ? value.of(container.mounts().get(index)) : null);
          }
          Predicate<String> found = search(argument);
          return containerText((container, scope) -> first(container, key, found, value));
        });
  }

  private static @Nullable String first(
      Container container, MountText key, Predicate<String> found, MountText value) {
    for (Mount mount : container.mounts()) {
      if (found.test(key.of(mount))) {
        return value.of(mount);
      }
    }
    return null;
  }

  private static Predicate<String> search(String regex) {
    try {
      return Pattern.compile(regex, Pattern.MULTILINE).asPredicate();
    } catch (PatternSyntaxException e) {
      return text -> false;
    }
  }

  private void labels() {
    addWithArgument("container.label", access -> label(access.argument().orElse("")));
    addContainerText("container.labels", (container, scope) -> joined(container.labels()));
  }

  private static FieldReader label(String key) {
    return containerText((container, scope) -> container.labels().get(key));
  }

  /** In the order of their keys, without Kubernetes' own and annotations. */
  private static String joined(Map<String, String> labels) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      String key = label.getKey();
      if (key.startsWith("annotation.") || key.startsWith("io.kubernetes.")) {
        continue;
      }
      out.append(out.isEmpty() ? "" : ", ").append(key);
      if (!label.getValue().isEmpty()) {
        out.append(':').append(label.getValue());
      }
    }
    return out.toString();
  }

  private void times() {
    add("container.start_ts", ContainerFields::readStart);
    add(
        "container.duration",
        (scope, into) -> {
          if (!readStart(scope, into)) {
            return false;
          }
          into.number = scope.event.timestamp() - into.number;
          return true;
        });
  }

  private static boolean readStart(EventScope scope, Cell into) {
    ThreadState thread = thread(scope);
    if (scope.eventContainer != null || thread == null || thread.pidnsInitStartTs == 0) {
      return false;
    }
    into.number = thread.pidnsInitStartTs;
    return true;
  }

  private void pods() {
    add("k8s.pod.name", label("io.kubernetes.pod.name"));
    add("k8s.ns.name", label("io.kubernetes.pod.namespace"));
    add("k8s.pod.id", label("io.kubernetes.pod.uid"));
    add("k8s.pod.uid", label("io.kubernetes.pod.uid"));
    addContainerText("k8s.pod.sandbox_id", (container, scope) -> shortId(container));
    addContainerText("k8s.pod.full_sandbox_id", (container, scope) -> container.podSandboxId());
    addWithArgument("k8s.pod.label", ContainerFields::podLabel);
    addContainerText(
        "k8s.pod.labels",
        (container, scope) -> {
          Container sandbox = container.cniJson().isEmpty() ? sandbox(container, scope) : null;
          return joined((sandbox == null ? container : sandbox).podSandboxLabels());
        });
    addContainerText("k8s.pod.ip", (container, scope) -> ofPod(container, scope, Container::ip));
    addContainerText(
        "k8s.pod.cni.json", (container, scope) -> ofPod(container, scope, Container::cniJson));
  }

  private static String shortId(Container container) {
    String id = container.podSandboxId();
    return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
  }

  /** The container of the pod's sandbox; of one without sandbox the host's, as in the plugin. */
  private static @Nullable Container sandbox(Container container, EventScope scope) {
    return byId(shortId(container), scope);
  }

  private static FieldReader podLabel(Access access) {
    String key = access.argument().orElse("");
    return containerText((container, scope) -> {
      Container sandbox = container.cniJson().isEmpty() ? sandbox(container, scope) : null;
      String label = sandbox == null ? null : sandbox.podSandboxLabels().get(key);
      return label != null ? label : container.podSandboxLabels().get(key);
    });
  }

  /** The container's own value where it carries the network result, else its sandbox's. */
  private static @Nullable String ofPod(
      Container container, EventScope scope, java.util.function.Function<Container, String> value) {
    if (!container.cniJson().isEmpty()) {
      return value.apply(container);
    }
    Container sandbox = sandbox(container, scope);
    return sandbox == null ? null : value.apply(sandbox);
  }
}
