package dev.creance.events.field;

import dev.creance.events.json.JsonValue;
import dev.creance.events.json.JsonValue.Kind;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code ka.*}: Kubernetes audit events, as the plugin k8saudit gives them, its oddities included.
 * Every value is the text of a JSON string, or the JSON text of anything else. An event without
 * {@code auditID} has none.
 */
final class AuditFields extends FieldFamily {
  private static final String SPEC = "requestObject spec";
  private static final String SECURITY = SPEC + " securityContext";

  /** Something of an audit event. */
  interface AuditText {
    @Nullable String of(JsonValue event);
  }

  /** Several values of an audit event; null and empty = no value. */
  interface AuditList {
    @Nullable List<String> of(JsonValue event);
  }

  AuditFields() {
    event();
    objects();
    bindings();
    requests();
    roles();
    volumes();
    for (String list : new String[] {"containers", "initContainers", "ephemeralContainers"}) {
      ContainerListFields.add(this, list);
    }
  }

  void addList(String field, AuditList list) {
    add(field, list(list));
  }

  static FieldReader list(AuditList list) {
    return (scope, into) -> {
      into.clear();
      JsonValue event = event(scope);
      List<String> values = event == null ? null : list.of(event);
      if (values == null || values.isEmpty()) {
        return false;
      }
      into.elements.addAll(values);
      return true;
    };
  }

  private void addAudit(String field, AuditText text) {
    add(field, auditText(text));
  }

  private static FieldReader auditText(AuditText text) {
    return text(scope -> {
      JsonValue event = event(scope);
      return event == null ? null : text.of(event);
    });
  }

  private static @Nullable JsonValue event(EventScope scope) {
    if (!scope.source.equals("k8s_audit")) {
      return null;
    }
    Payload payload = Payload.of(scope);
    JsonValue value = payload == null ? null : payload.value();
    return value == null || value.get("auditID") == null ? null : value;
  }

  /** The value at a path; keys are separated by spaces. */
  private void addPath(String field, String keys) {
    String[] path = keys.split(" ");
    addAudit(
        field,
        event -> {
          JsonValue value = event.get(path);
          return value == null ? null : value.text();
        });
  }

  /** The elements of the array at a path. */
  private void addElements(String field, String keys) {
    String[] path = keys.split(" ");
    addList(
        field,
        event -> {
          JsonValue value = event.get(path);
          return value == null || value.kind() != Kind.ARRAY
              ? null
              : value.items().stream().map(JsonValue::text).toList();
        });
  }

  private void event() {
    addPath("ka.auditid", "auditID");
    addPath("ka.stage", "stage");
    addPath("ka.verb", "verb");
    addPath("ka.uri", "requestURI");
    addPath("ka.useragent", "userAgent");
    addWithArgument(
        "ka.uri.param",
        access -> {
          String key = access.argument().orElse("");
          return auditText(event -> {
            JsonValue uri = event.get("requestURI");
            return uri == null ? null : QueryText.first(uri.text(), key);
          });
        });
    addPath("ka.auth.decision", "annotations authorization.k8s.io/decision");
    addPath("ka.auth.reason", "annotations authorization.k8s.io/reason");
    addPath("ka.auth.openshift.decision", "annotations authentication.openshift.io/decision");
    addPath("ka.auth.openshift.username", "annotations authentication.openshift.io/username");
    addPath(
        "ka.validations.admission.policy.failure",
        "annotations validation.policy.admission.k8s.io/validation_failure");
    addPath(
        "ka.security.pod.violations", "annotations pod-security.kubernetes.io/audit-violations");
    addPath("ka.cluster.name", "annotations cluster_name");
    addPath("ka.user.name", "user username");
    addElements("ka.user.groups", "user groups");
    addPath("ka.impuser.name", "impersonatedUser username");
  }

  private void objects() {
    for (String part : new String[] {"name", "namespace", "resource", "subresource"}) {
      addPath("ka.target." + part, "objectRef " + part);
    }
    addAudit(
        "ka.target.pod.name",
        event ->
            string(event, "resource").equals("pods") && string(event, "subresource").isEmpty()
                ? text(event.get("responseObject", "metadata", "name"))
                : null);
    addPath("ka.resp.name", "responseObject metadata name");
    addPath("ka.response.code", "responseStatus code");
    addPath("ka.response.reason", "responseStatus reason");
  }

  /** A part of the object's reference; empty when it is no string. */
  private static String string(JsonValue event, String part) {
    JsonValue value = event.get("objectRef", part);
    return value == null || value.kind() != Kind.STRING ? "" : value.text();
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return value == null ? null : value.text();
  }

  private void bindings() {
    addElements("ka.req.binding.subjects", "requestObject subjects");
    addPath("ka.req.binding.role", "requestObject roleRef name");
    addAudit("ka.req.binding.subject.has_name", event -> "true");
    subjects("ka.req.binding.subjects.user_names", "User", false);
    subjects("ka.req.binding.subjects.group_names", "Group", false);
    subjects("ka.req.binding.subjects.serviceaccount_names", "ServiceAccount", false);
    subjects("ka.req.binding.subjects.serviceaccount_ns_names", "ServiceAccount", true);
  }

  private void subjects(String field, String kind, boolean withNamespace) {
    addList(
        field,
        event -> {
          JsonValue subjects = event.get("requestObject", "subjects");
          if (subjects == null || subjects.kind() != Kind.ARRAY) {
            return null;
          }
          return subjects.items().stream()
              .filter(subject -> kind.equals(text(subject.get("kind"))))
              .map(subject -> subjectName(subject, withNamespace))
              .filter(Objects::nonNull)
              .toList();
        });
  }

  private static @Nullable String subjectName(JsonValue subject, boolean withNamespace) {
    String name = text(subject.get("name"));
    if (name == null || !withNamespace) {
      return name;
    }
    String namespace = text(subject.get("namespace"));
    return namespace == null ? null : namespace + ":" + name;
  }

  private void requests() {
    addPath("ka.req.configmap.name", "objectRef name");
    addPath("ka.req.configmap.obj", "requestObject data");
    addPath("ka.req.service.type", SPEC + " type");
    addWithArgument(
        "ka.req.service.ports",
        access -> list(event -> texts(AuditPath.of(SPEC + " ports").values(event, index(access)))));
    addPath("ka.req.pod.host_ipc", SPEC + " hostIPC");
    addPath("ka.req.pod.host_pid", SPEC + " hostPID");
    addPath("ka.req.pod.host_network", SPEC + " hostNetwork");
    addPath("ka.req.container.host_network", SPEC + " hostNetwork");
    addPath("ka.req.pod.run_as_user", SECURITY + " runAsUser");
    addPath("ka.req.pod.run_as_group", SECURITY + " runAsGroup");
    addPath("ka.req.pod.fs_group", SECURITY + " fsGroup");
    addElements("ka.req.pod.supplemental_groups", SECURITY + " supplementalGroups");
    addAudit("ka.req.container.image", event -> first(ContainerListFields.images(event)));
    addAudit(
        "ka.req.container.image.repository",
        event -> {
          String image = first(ContainerListFields.images(event));
          return image == null ? null : ContainerListFields.repository(image);
        });
    addAudit("ka.req.container.privileged", AuditFields::privileged);
  }

  private static @Nullable String first(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  private static @Nullable String privileged(JsonValue event) {
    List<@Nullable JsonValue> values =
        AuditPath.of(SPEC + " containers securityContext privileged").values(event, -1);
    if (values == null) {
      return null;
    }
    boolean any = values.stream().anyMatch(value -> value != null && value.kind() == Kind.TRUE);
    return any ? "true" : "false";
  }

  private void roles() {
    addElements("ka.req.role.rules", "requestObject rules");
    for (String part : new String[] {"apiGroups", "nonResourceURLs", "verbs", "resources"}) {
      rules("ka.req.role.rules." + part, part);
    }
    rules("ka.sourceips", "sourceIPs");
  }

  /** A list of each rule of a role, all in one list. */
  private void rules(String field, String part) {
    AuditPath path = AuditPath.of("requestObject rules " + part);
    addWithArgument(
        field,
        access ->
            list(event -> {
              List<@Nullable JsonValue> lists = path.values(event, index(access));
              return lists == null
                  ? null
                  : lists.stream()
                      .filter(value -> value != null && value.kind() == Kind.ARRAY)
                      .flatMap(value -> value.items().stream())
                      .map(JsonValue::text)
                      .toList();
            }));
  }

  private void volumes() {
    AuditPath hostPath = AuditPath.of(SPEC + " volumes hostPath path");
    AuditPath driver = AuditPath.of(SPEC + " volumes flexVolume driver");
    addWithArgument(
        "ka.req.pod.volumes.hostpath",
        access -> list(event -> texts(hostPath.values(event, index(access)))));
    addWithArgument(
        "ka.req.pod.volumes.flexvolume_driver",
        access -> list(event -> texts(driver.values(event, index(access)))));
    addWithArgument(
        "ka.req.volume.hostpath",
        access -> {
          String wanted = access.argument().orElse("");
          return auditText(event -> mounted(texts(hostPath.values(event, -1)), wanted));
        });
    addWithArgument(
        "ka.req.pod.volumes.volume_type",
        access -> list(event -> volumeTypes(event, index(access))));
  }

  /** Whether one of the paths is the wanted one; a star at its end stands for anything. */
  private static @Nullable String mounted(@Nullable List<String> paths, String wanted) {
    if (paths == null) {
      return null;
    }
    boolean prefix = wanted.endsWith("*");
    String start = prefix ? wanted.substring(0, wanted.length() - 1) : "";
    for (String path : paths) {
      if (path.equals(wanted) || prefix && path.startsWith(start)) {
        return "true";
      }
    }
    return "false";
  }

  /** The keys of every volume but its name. */
  private static @Nullable List<String> volumeTypes(JsonValue event, int index) {
    List<@Nullable JsonValue> volumes =
        AuditPath.of(SPEC + " volumes " + AuditPath.ELEMENT).values(event, index);
    if (volumes == null) {
      return null;
    }
    List<String> types = new ArrayList<>();
    for (JsonValue volume : volumes) {
      if (volume != null) {
        types.addAll(volume.keys());
      }
    }
    types.removeIf("name"::equals);
    return types;
  }

  /** The texts of the values that are there. */
  static @Nullable List<String> texts(@Nullable List<@Nullable JsonValue> values) {
    return values == null
        ? null
        : values.stream().filter(Objects::nonNull).map(JsonValue::text).toList();
  }

  /** The element that a field's argument asks for, −1 for all. */
  static int index(Access access) {
    return Arguments.index(access, -1);
  }
}
