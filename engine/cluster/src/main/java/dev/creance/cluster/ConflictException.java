package dev.creance.cluster;

import java.util.List;
import java.util.stream.Collectors;

/** Somebody else set fields that were to be applied, to other values; nothing was changed. */
public final class ConflictException extends ClusterException {
  private static final long serialVersionUID = 1;

  /** Serializable, as exceptions are. */
  private final List<Conflict> conflicts;

  /**
   * A field that is somebody else's.
   *
   * @param manager whom the cluster names as its owner: {@code argocd-controller}
   * @param field its path: {@code .spec.priority}
   */
  public record Conflict(String manager, String field) implements java.io.Serializable {}

  ConflictException(String resource, List<Conflict> conflicts, Throwable cause) {
    super(message(resource, conflicts), cause);
    this.conflicts = List.copyOf(conflicts);
  }

  public List<Conflict> conflicts() {
    return conflicts;
  }

  private static String message(String resource, List<Conflict> conflicts) {
    String owned =
        conflicts.stream()
            .collect(
                Collectors.groupingBy(
                    Conflict::manager,
                    java.util.LinkedHashMap::new,
                    Collectors.mapping(Conflict::field, Collectors.joining(", "))))
            .entrySet()
            .stream()
            .map(manager -> manager.getValue() + " belongs to " + manager.getKey())
            .collect(Collectors.joining("; "));
    return resource
        + ": "
        + owned
        + ". Nothing was changed: change it there, have it let go there, or take it over with"
        + " --force";
  }
}
