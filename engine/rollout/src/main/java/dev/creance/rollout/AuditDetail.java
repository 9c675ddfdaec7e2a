package dev.creance.rollout;

import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Verdict;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.registry.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What entries of the audit trail say beside who did what, as JSON. */
public final class AuditDetail {
  private AuditDetail() {}

  /** Of a release that was made: what it is and what it was measured to be. */
  public static String of(Release release) {
    MeasureReport report = release.report();
    Map<String, Object> detail = named(release);
    detail.put("previous", release.manifest().previous());
    detail.put("report", release.manifest().report());
    detail.put("changes", report.changes().size());
    detail.put("breaches", report.breaches());
    return json(detail);
  }

  /** Of an approval; the signature is in it, so that it can be checked from here alone. */
  public static String of(Release release, Signature approval) {
    Map<String, Object> detail = named(release);
    detail.put("approval", approval);
    return json(detail);
  }

  private static Map<String, Object> named(Release release) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("name", release.manifest().name());
    detail.put("version", release.manifest().version());
    detail.put("sequence", release.manifest().sequence());
    return detail;
  }

  /** Of a release that the policy did not let out. */
  public static String refused(Reference channel, Verdict verdict) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("channel", channel.toString());
    detail.put("reasons", verdict.reasons());
    return json(detail);
  }

  /** Of a release that a channel points at now. */
  public static String published(Reference channel, String artifact, List<Signature> signatures) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("channel", channel.toString());
    detail.put("artifact", artifact);
    detail.put("signatures", signatures);
    return json(detail);
  }

  /** Of a channel that was moved to what another one has. */
  public static String promoted(Reference from, Reference to, String artifact) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("from", from.toString());
    detail.put("channel", to.toString());
    detail.put("artifact", artifact);
    return json(detail);
  }

  /**
   * Of resources of a release that were applied to a cluster.
   *
   * @param from where the release was fetched from
   * @param cluster the address of its API server
   * @param forced whether fields were taken over from others
   */
  public static String applied(
      Reference from, String artifact, String cluster, List<String> resources, boolean forced) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("from", from.toString());
    detail.put("artifact", artifact);
    detail.put("cluster", cluster);
    detail.put("resources", resources);
    detail.put("forced", forced);
    return json(detail);
  }

  static String json(Map<String, Object> detail) {
    return JsonMapper.shared().writeValueAsString(detail);
  }
}
