package dev.creance.tuning.noise;

import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.noise.NoiseReport.Share;
import dev.creance.tuning.recording.Exposure;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.statistics.Proportion;
import dev.creance.tuning.statistics.Rate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up the hits of one rule. */
final class RuleTally {
  private static final int SIGNATURE = 0;
  private static final int WORKLOAD = 1;
  private static final String UNKNOWN = "unknown";

  private final Rule rule;
  private final Map<String, Part> workloads = new HashMap<>();
  private final Map<String, Part> hosts = new HashMap<>();
  private final BitSet signatures = new BitSet();
  private final Part normal = new Part();
  private final long[] hours = new long[24];
  private long hits;
  private long attackHits;
  private long mixedAttack;
  private long mixedNormal;

  RuleTally(Rule rule) {
    this.rule = rule;
  }

  /** Hits and the numbers of their distinct alerts. */
  private static final class Part {
    private long hits;
    private final BitSet signatures = new BitSet();

    void add(int signature) {
      hits++;
      signatures.set(signature);
    }
  }

  /**
   * @param mixed whether the hit's recording holds both normal use and attack steps
   */
  void add(HitTable table, int hit, boolean mixed) {
    int signature = table.code(SIGNATURE, hit);
    hits++;
    signatures.set(signature);
    if (table.attack(hit)) {
      attackHits++;
      mixedAttack += mixed ? 1 : 0;
    } else if (table.normal(hit)) {
      mixedNormal += mixed ? 1 : 0;
      normal.add(signature);
      hours[Exposure.hour(table.time(hit))]++;
      part(workloads, table.value(WORKLOAD, hit)).add(signature);
      part(hosts, table.host(hit)).add(signature);
    }
  }

  private static Part part(Map<String, Part> parts, @Nullable String name) {
    String key = name == null || name.isEmpty() ? UNKNOWN : name;
    return parts.computeIfAbsent(key, unused -> new Part());
  }

  RuleNoise noise(double normalDays, Optional<Proportion> hitRate, int stepsCaught) {
    boolean measurable = normalDays > 0;
    int normalSignatures = normal.signatures.cardinality();
    return new RuleNoise(
        rule,
        hits,
        normal.hits,
        attackHits,
        signatures.cardinality(),
        normalSignatures,
        measurable ? Optional.of(new Rate(normal.hits, normalDays)) : Optional.empty(),
        measurable ? Optional.of(new Rate(normalSignatures, normalDays)) : Optional.empty(),
        hitRate,
        stepsCaught,
        mixedAttack + mixedNormal == 0
            ? Optional.empty()
            : Optional.of(new Proportion(mixedAttack, mixedAttack + mixedNormal)),
        shares(workloads),
        shares(hosts),
        Arrays.stream(hours).boxed().toList());
  }

  private static List<Share> shares(Map<String, Part> parts) {
    return parts.entrySet().stream()
        .map(part ->
            new Share(
                part.getKey(), part.getValue().hits, part.getValue().signatures.cardinality()))
        .sorted(Comparator.comparingLong((Share share) -> -share.hits()).thenComparing(Share::name))
        .toList();
  }
}
