package dev.creance.rollout.run;

import dev.creance.catalogue.AuditAction;
import dev.creance.catalogue.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a rollout stands: what its entries in the audit trail add up to.
 *
 * @param phase what was done last
 * @param release the digest of the release that is rolled out; empty when there was none yet
 * @param version of it
 * @param artifact the digest of what channels point at for it
 * @param wave the number of the wave that it is in, from 0
 * @param since when that wave's channels moved, or when the rollout was resumed last
 * @param moved when each wave's channels moved, by its number
 * @param before what each channel pointed at when the rollout began
 * @param reasons why it failed or was held; empty otherwise
 * @param last the sequence of its newest entry, 0 when there is none
 */
public record RolloutState(
    Phase phase,
    String release,
    String version,
    String artifact,
    int wave,
    Instant since,
    Map<Integer, Instant> moved,
    Map<String, Offered> before,
    List<String> reasons,
    long last) {
  /** What was done last. */
  public enum Phase {
    NONE,
    STARTED,
    MOVING,
    WATCHING,
    PASSED,
    FAILED,
    HELD,
    ROLLING_BACK,
    ROLLED_BACK,
    FINISHED;

    /** Whether nothing more happens by itself. */
    public boolean ended() {
      return this == NONE || this == ROLLED_BACK || this == FINISHED;
    }
  }

  /** What a channel points at: the digests of the artifact and of the release in it. */
  public record Offered(String artifact, String release) {}

  public RolloutState {
    moved = java.util.Collections.unmodifiableMap(new TreeMap<>(moved));
    before = java.util.Collections.unmodifiableMap(new TreeMap<>(before));
    reasons = List.copyOf(reasons);
  }

  /** Before the first entry. */
  public static final RolloutState NONE =
      new RolloutState(Phase.NONE, "", "", "", 0, Instant.EPOCH, Map.of(), Map.of(), List.of(), 0);

  /** What entries add up to, the oldest first. */
  public static RolloutState of(List<AuditEntry> entries) {
    RolloutState state = NONE;
    for (AuditEntry entry : entries) {
      state = state.after(entry);
    }
    return state;
  }

  private RolloutState after(AuditEntry entry) {
    JsonNode detail = JsonMapper.shared().readTree(entry.detail());
    Instant time = Instant.parse(entry.time());
    long sequence = entry.sequence();
    if (entry.is(AuditAction.STARTED)) {
      Map<String, Offered> offered = new TreeMap<>();
      for (Map.Entry<String, JsonNode> channel : detail.path("before").properties()) {
        offered.put(
            channel.getKey(),
            new Offered(
                channel.getValue().path("artifact").asString(""),
                channel.getValue().path("release").asString("")));
      }
      return new RolloutState(
          Phase.STARTED,
          detail.path("release").asString(""),
          detail.path("version").asString(""),
          detail.path("artifact").asString(""),
          0,
          time,
          Map.of(),
          offered,
          List.of(),
          sequence);
    }
    if (entry.is(AuditAction.MOVING)) {
      return with(Phase.MOVING, detail.path("number").asInt(0), since, moved, List.of(), sequence);
    }
    if (entry.is(AuditAction.MOVED)) {
      Map<Integer, Instant> all = new TreeMap<>(moved);
      all.put(wave, time);
      return with(Phase.WATCHING, wave, time, all, List.of(), sequence);
    }
    if (entry.is(AuditAction.RESUMED)) {
      // A wave that was never moved is moved first.
      Phase next = moved.containsKey(wave) ? Phase.WATCHING : Phase.MOVING;
      return with(next, wave, time, moved, List.of(), sequence);
    }
    if (entry.is(AuditAction.PASSED)) {
      return with(Phase.PASSED, wave, since, moved, List.of(), sequence);
    }
    if (entry.is(AuditAction.FAILED)) {
      return with(Phase.FAILED, wave, since, moved, reasons(detail), sequence);
    }
    if (entry.is(AuditAction.HELD)) {
      return with(Phase.HELD, wave, since, moved, reasons(detail), sequence);
    }
    if (entry.is(AuditAction.ROLLING_BACK)) {
      return with(Phase.ROLLING_BACK, wave, since, moved, reasons(detail), sequence);
    }
    if (entry.is(AuditAction.ROLLED_BACK)) {
      return with(Phase.ROLLED_BACK, wave, since, moved, reasons, sequence);
    }
    if (entry.is(AuditAction.FINISHED)) {
      return with(Phase.FINISHED, wave, since, moved, List.of(), sequence);
    }
    return with(phase, wave, since, moved, reasons, sequence);
  }

  private static List<String> reasons(JsonNode detail) {
    List<String> reasons = new ArrayList<>();
    detail.path("reasons").forEach(reason -> reasons.add(reason.asString("")));
    return reasons;
  }

  private RolloutState with(
      Phase next,
      int number,
      Instant from,
      Map<Integer, Instant> when,
      List<String> why,
      long sequence) {
    return new RolloutState(
        next, release, version, artifact, number, from, when, before, why, sequence);
  }
}
