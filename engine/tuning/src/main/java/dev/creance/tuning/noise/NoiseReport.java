package dev.creance.tuning.noise;

import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.statistics.Proportion;
import dev.creance.tuning.statistics.Rate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Noise and hit rate of rules on recordings.
 *
 * @param normalDays what is labelled normal, in node-days
 * @param recordedDays all that is recorded, in node-days
 * @param hourDays what is labelled normal by the hour of the day (UTC), in node-days
 * @param rules of the rules that were measured, in evaluation order
 * @param steps the labelled attack steps, and which rules catch them
 * @param techniques MITRE ATT&amp;CK techniques that are labelled or that rules claim, sorted
 */
public record NoiseReport(
    double normalDays,
    double recordedDays,
    List<Double> hourDays,
    List<RuleNoise> rules,
    List<StepOutcome> steps,
    List<TechniqueCoverage> techniques) {
  public NoiseReport {
    hourDays = List.copyOf(hourDays);
    rules = List.copyOf(rules);
    steps = List.copyOf(steps);
    techniques = List.copyOf(techniques);
  }

  /**
   * What a rule is worth.
   *
   * @param hits all of them
   * @param normalHits those on what is labelled normal
   * @param attackHits those of labelled attack steps
   * @param signatures distinct alerts: the same alert a thousand times is one
   * @param normalSignatures likewise, on what is labelled normal
   * @param noise hits per node-day on what is labelled normal; empty when nothing is
   * @param signatureNoise distinct alerts per node-day, likewise
   * @param hitRate of the attack steps that are meant to trip this rule, those that do; empty when
   *     there are none
   * @param stepsCaught attack steps that it hits, meant for it or not
   * @param precision of its hits on recordings that hold both, those that are of attack steps;
   *     empty when there are no hits that labels speak of
   * @param workloads its hits on normal by workload, most first
   * @param hosts likewise by host
   * @param hours its hits on normal by the hour of the day (UTC), 24 of them
   */
  public record RuleNoise(
      Rule rule,
      long hits,
      long normalHits,
      long attackHits,
      long signatures,
      long normalSignatures,
      Optional<Rate> noise,
      Optional<Rate> signatureNoise,
      Optional<Proportion> hitRate,
      int stepsCaught,
      Optional<Proportion> precision,
      List<Share> workloads,
      List<Share> hosts,
      List<Long> hours) {
    public RuleNoise {
      workloads = List.copyOf(workloads);
      hosts = List.copyOf(hosts);
      hours = List.copyOf(hours);
    }
  }

  /**
   * A part of a rule's normal hits.
   *
   * @param name of the workload or host, a byte string
   * @param signatures distinct alerts among the hits
   */
  public record Share(String name, long hits, long signatures) {}

  /**
   * What became of an attack step.
   *
   * @param techniques its label's, else those that the rules it was meant for have as tags
   * @param aimed the rules that it was meant to trip and that were measured
   * @param caughtBy the rules that hit it, in evaluation order
   */
  public record StepOutcome(
      AttackStep step, SortedSet<String> techniques, List<String> aimed, List<String> caughtBy) {
    public StepOutcome {
      aimed = List.copyOf(aimed);
      caughtBy = List.copyOf(caughtBy);
    }

    public boolean caught() {
      return !caughtBy.isEmpty();
    }
  }

  /**
   * A technique.
   *
   * @param id for example {@code T1059}
   * @param hitRate labelled steps caught; empty when no step is labelled with it
   * @param caughtBy the rules that caught any of its steps
   * @param claimedBy the rules that have it as a tag
   */
  public record TechniqueCoverage(
      String id, Optional<Proportion> hitRate, List<String> caughtBy, List<String> claimedBy) {
    public TechniqueCoverage {
      caughtBy = List.copyOf(caughtBy);
      claimedBy = List.copyOf(claimedBy);
    }
  }

  /** Of all labelled attack steps, those that any rule catches; empty when there are none. */
  public Optional<Proportion> hitRate() {
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Proportion(steps.stream().filter(StepOutcome::caught).count(), steps.size()));
  }

  /** The noise of all rules together; empty when nothing is labelled normal. */
  public Optional<Rate> noise() {
    return normalDays > 0
        ? Optional.of(new Rate(rules.stream().mapToLong(RuleNoise::normalHits).sum(), normalDays))
        : Optional.empty();
  }
}
