package dev.creance.tuning.recording;

import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a hit's process belongs to, as the first of these that is known: {@code pod
 * NAMESPACE/OWNER}, {@code image REPOSITORY}, {@code container unknown} (its metadata are missing),
 * {@code unit NAME.service}, {@code executable PATH}, and {@code user NAME} for events of the
 * Kubernetes API.
 */
public final class Workload implements HitColumn {
  /** What Deployments, ReplicaSets, DaemonSets and Jobs put behind the names of their pods. */
  private static final Pattern GENERATED =
      Pattern.compile("(-[0-9a-f]{6,10})?-([bcdfghjklmnpqrstvwxz2456789]{5}|[0-9]{1,4})$");

  private static final Pattern UNIT = Pattern.compile("/([^/ =]+\\.service)(?:[/ ]|$)");

  private final OutputField namespace = Fields.printed("k8s.ns.name");
  private final OutputField pod = Fields.printed("k8s.pod.name");
  private final OutputField image = Fields.printed("container.image.repository");
  private final OutputField container = Fields.printed("container.id");
  private final OutputField cgroups = Fields.printed("thread.cgroups");
  private final OutputField executable = Fields.printed("proc.exepath");
  private final OutputField name = Fields.printed("proc.name");
  private final OutputField auditUser = Fields.printed("ka.user.name");

  private final HitColumn ofProcess = new ByProcess((rule, scope, recording) -> of(scope));

  @Override
  public @Nullable String value(Rule rule, EventScope scope, int recording) {
    if (!rule.source().equals("syscall")) {
      String user = auditUser.text(scope);
      return user == null ? null : "user " + user;
    }
    return ofProcess.value(rule, scope, recording);
  }

  private @Nullable String of(EventScope scope) {
    String podName = pod.text(scope);
    if (podName != null && !podName.isEmpty()) {
      String space = namespace.text(scope);
      return "pod " + (space == null ? "" : space) + "/" + owner(podName);
    }
    String repository = image.text(scope);
    if (repository != null && !repository.isEmpty()) {
      return "image " + repository;
    }
    String id = container.text(scope);
    if (id != null && !id.isEmpty() && !id.equals("host")) {
      return "container unknown";
    }
    String unit = unit(cgroups.text(scope));
    if (unit != null) {
      return "unit " + unit;
    }
    String path = executable.text(scope);
    if (path == null || path.isEmpty()) {
      path = name.text(scope);
    }
    return path == null ? null : "executable " + path;
  }

  /** A pod's name without what its owner put behind it. */
  static String owner(String pod) {
    Matcher generated = GENERATED.matcher(pod);
    return generated.find() && generated.start() > 0 ? pod.substring(0, generated.start()) : pod;
  }

  private static @Nullable String unit(@Nullable String cgroups) {
    if (cgroups == null) {
      return null;
    }
    Matcher matcher = UNIT.matcher(cgroups);
    return matcher.find() ? matcher.group(1) : null;
  }
}
