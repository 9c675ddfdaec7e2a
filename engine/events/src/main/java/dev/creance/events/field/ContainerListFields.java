package dev.creance.events.field;

import dev.creance.events.json.JsonValue;
import dev.creance.events.json.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ka.req.pod.containers.*} and the same of init and ephemeral containers. */
final class ContainerListFields {
  private static final String SPEC = "requestObject spec ";

  private ContainerListFields() {}

  /** What is made of the values of all containers, null among them; null = no value. */
  private interface Collector {
    @Nullable List<String> of(List<@Nullable JsonValue> values);
  }

  static void add(AuditFields fields, String list) {
    String prefix = "ka.req.pod." + list + ".";
    String base = SPEC + list + " ";
    add(fields, prefix + "name", base + "name", ContainerListFields::complete);
    add(fields, prefix + "image", base + "image", ContainerListFields::complete);
    add(fields, prefix + "image.repository", base + "image", ContainerListFields::repositories);
    add(fields, prefix + "command", base + "command", ContainerListFields::joined);
    add(fields, prefix + "args", base + "args", ContainerListFields::joined);
    if (!list.equals("ephemeralContainers")) {
      add(fields, prefix + "host_port", base + "ports", ContainerListFields::ports);
    }
    String security = base + "securityContext ";
    add(fields, prefix + "privileged", security + "privileged", AuditFields::texts);
    add(
        fields,
        prefix + "allow_privilege_escalation",
        security + "allowPrivilegeEscalation",
        AuditFields::texts);
    add(fields, prefix + "read_only_fs", security + "readOnlyRootFilesystem", AuditFields::texts);
    add(fields, prefix + "run_as_user", security + "runAsUser", AuditFields::texts);
    add(fields, prefix + "run_as_group", security + "runAsGroup", AuditFields::texts);
    add(fields, prefix + "proc_mount", security + "procMount", AuditFields::texts);
    add(fields, prefix + "add_capabilities", security + "capabilities add", AuditFields::texts);
    effective(fields, prefix + "eff_run_as_user", list, "runAsUser");
    effective(fields, prefix + "eff_run_as_group", list, "runAsGroup");
  }

  private static void add(AuditFields fields, String field, String keys, Collector collector) {
    AuditPath path = AuditPath.of(keys);
    fields.addWithArgument(
        field,
        access ->
            AuditFields.list(event -> {
              List<@Nullable JsonValue> values = path.values(event, AuditFields.index(access));
              return values == null ? null : collector.of(values);
            }));
  }

  /** The images of the first container. */
  static @Nullable List<String> images(JsonValue event) {
    List<@Nullable JsonValue> values = AuditPath.of(SPEC + "containers image").values(event, 0);
    return values == null ? null : complete(values);
  }

  /** Nothing when one of them lacks a value. */
  private static @Nullable List<String> complete(List<@Nullable JsonValue> values) {
    return values.contains(null) ? null : AuditFields.texts(values);
  }

  private static @Nullable List<String> repositories(List<@Nullable JsonValue> values) {
    List<String> images = complete(values);
    return images == null ? null : images.stream().map(ContainerListFields::repository).toList();
  }

  /** Up to the first colon, which may be that of a registry's port, and the first at sign. */
  static String repository(String image) {
    return before(before(image, ':'), '@');
  }

  private static String before(String text, char end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  /** The words of each container joined by spaces; nothing when one is no list of strings. */
  private static @Nullable List<String> joined(List<@Nullable JsonValue> values) {
    List<String> lines = new ArrayList<>();
    for (JsonValue value : values) {
      if (value == null) {
        continue;
      }
      boolean strings = value.items().stream().allMatch(item -> item.kind() == Kind.STRING);
      if (value.kind() != Kind.ARRAY || !strings) {
        return null;
      }
      lines.add(String.join(" ", value.items().stream().map(JsonValue::text).toList()));
    }
    return lines;
  }

  /** The ports on the host; those of the container where there is none. */
  private static @Nullable List<String> ports(List<@Nullable JsonValue> values) {
    List<String> ports = new ArrayList<>();
    for (JsonValue value : values) {
      if (value == null) {
        continue;
      }
      if (value.kind() != Kind.ARRAY) {
        return null;
      }
      for (JsonValue port : value.items()) {
        JsonValue number = port.get("hostPort");
        number = number == null ? port.get("containerPort") : number;
        if (number != null) {
          ports.add(number.text());
        }
      }
    }
    return ports;
  }

  /** The plugin looks beside the security contexts, not into them, so that it mostly finds 0. */
  private static void effective(AuditFields fields, String field, String list, String key) {
    AuditPath path = AuditPath.of(SPEC + list + " " + key);
    fields.addWithArgument(
        field,
        access ->
            AuditFields.list(event -> {
              JsonValue ofPod = event.get("requestObject", "spec", key);
              String otherwise = ofPod == null ? "0" : ofPod.text();
              List<@Nullable JsonValue> values = path.values(event, AuditFields.index(access));
              return values == null
                  ? null
                  : values.stream().map(value -> value == null ? otherwise : value.text()).toList();
            }));
  }
}
