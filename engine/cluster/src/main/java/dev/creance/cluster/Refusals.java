package dev.creance.cluster;

import dev.creance.cluster.ConflictException.Conflict;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a cluster's refusals mean, in sentences that say what to do. */
final class Refusals {
  private static final int UNPROCESSABLE = 422;

  /** {@code conflict with "argocd" using v1: .data} */
  private static final Pattern OWNER = Pattern.compile("conflict with \"([^\"]*)\"");

  private Refusals() {}

  static ClusterException of(String resource, String address, KubernetesClientException problem) {
    Status status = problem.getStatus();
    String said = said(problem);
    if (problem.getCode() <= 0) {
      return new ClusterException(address + ": cannot be reached: " + unreached(problem), problem);
    }
    return switch (problem.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT -> conflict(resource, status, problem);
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          new ClusterException(
              address + ": does not know you; log in again, or use another context", problem);
      case HttpURLConnection.HTTP_FORBIDDEN ->
          new ClusterException(
              resource
                  + ": you may not apply it ("
                  + said
                  + "); it needs the verbs get, create and patch in its namespace",
              problem);
      case HttpURLConnection.HTTP_NOT_FOUND ->
          new ClusterException(resource + ": " + missing(resource, status), problem);
      case UNPROCESSABLE, HttpURLConnection.HTTP_BAD_REQUEST ->
          new ClusterException(resource + ": the cluster does not take it: " + said, problem);
      default ->
          new ClusterException(
              "%s: %s answered %d: %s".formatted(resource, address, problem.getCode(), said),
              problem);
    };
  }

  private static ClusterException conflict(
      String resource, @Nullable Status status, KubernetesClientException problem) {
    List<Conflict> conflicts =
        status == null || status.getDetails() == null
            ? List.of()
            : status.getDetails().getCauses().stream()
                .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
                .map(Refusals::conflict)
                .toList();
    return conflicts.isEmpty()
        ? new ClusterException(
            resource + ": was changed by somebody else just now; apply it again", problem)
        : new ConflictException(resource, conflicts, problem);
  }

  private static Conflict conflict(StatusCause cause) {
    Matcher owner = OWNER.matcher(String.valueOf(cause.getMessage()));
    return new Conflict(
        owner.find() ? owner.group(1) : "somebody else", String.valueOf(cause.getField()));
  }

  private static String missing(String resource, @Nullable Status status) {
    if (status != null
        && status.getDetails() != null
        && "namespaces".equals(status.getDetails().getKind())) {
      return "the cluster has no namespace '"
          + status.getDetails().getName()
          + "'; create it first";
    }
    return resource.startsWith("Rulesfile ")
        ? "the cluster knows no Rulesfile: the Falco operator is not installed there; install it,"
            + " or apply a ConfigMap (--config-map)"
        : "the cluster knows no such kind of resource";
  }

  /** The client's own exceptions say which operation failed; the reason is below them. */
  private static String unreached(Throwable problem) {
    String reason = String.valueOf(problem.getMessage());
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case HttpTimeoutException _ -> {
          return "no answer in time";
        }
        case UnresolvedAddressException _ -> {
          return "nobody knows that host";
        }
        case ConnectException _ -> reason = "nobody listens there";
        case SSLException tls -> reason = String.valueOf(tls.getMessage());
        default -> {
          // Nearer to the reason, or nothing that would be understood.
        }
      }
    }
    return reason;
  }

  private static String said(KubernetesClientException problem) {
    return problem.getStatus() != null && problem.getStatus().getMessage() != null
        ? problem.getStatus().getMessage()
        : String.valueOf(problem.getMessage());
  }
}
