package dev.creance.tuning.noise;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.noise.NoiseReport.StepOutcome;
import dev.creance.tuning.noise.NoiseReport.TechniqueCoverage;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.recording.Signature;
import dev.creance.tuning.recording.Workload;
import dev.creance.tuning.statistics.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Measures noise and hit rate of rules on recordings. */
public final class NoiseMeter {
  private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");

  private final Recordings recordings;

  public NoiseMeter(Recordings recordings) {
    this.recordings = recordings;
  }

  /** Measures rules, whether or not they are enabled. */
  public NoiseReport measure(List<Rule> rules) throws CorpusException, InterruptedException {
    HitTable hits = HitTable.collect(recordings, rules, List.of(new Signature(), new Workload()));
    List<RuleTally> tallies = new ArrayList<>();
    rules.forEach(rule -> tallies.add(new RuleTally(rule)));
    BitSet[] caught = new BitSet[recordings.steps().size()];
    Arrays.setAll(caught, step -> new BitSet());
    boolean[] mixed = mixed();
    for (int hit = 0; hit < hits.size(); hit++) {
      int rule = hits.rule(hit);
      tallies.get(rule).add(hits, hit, mixed[hits.recording(hit)]);
      for (int step : hits.steps(hit)) {
        caught[step].set(rule);
      }
    }
    List<StepOutcome> steps = new ArrayList<>();
    for (AttackStep step : recordings.steps()) {
      steps.add(outcome(step, caught[step.index()], rules));
    }
    double normalDays = recordings.normalDays();
    List<RuleNoise> noise = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      noise.add(
          tallies.get(i).noise(normalDays, hitRate(rules.get(i), steps), caughtBy(i, caught)));
    }
    return new NoiseReport(
        normalDays, recordings.recordedDays(), hourDays(), noise, steps, techniques(rules, steps));
  }

  /** Recordings that hold both normal use and attack steps: on them precision means something. */
  private boolean[] mixed() {
    boolean[] mixed = new boolean[recordings.all().size()];
    for (AttackStep step : recordings.steps()) {
      mixed[step.recording()] = recordings.labels(step.recording()).normalDays() > 0;
    }
    return mixed;
  }

  private List<Double> hourDays() {
    double[] days = new double[24];
    for (int i = 0; i < recordings.all().size(); i++) {
      recordings.labels(i).normalExposures().forEach(exposure -> exposure.addHours(days));
    }
    return Arrays.stream(days).boxed().toList();
  }

  private static int caughtBy(int rule, BitSet[] caught) {
    return (int) Arrays.stream(caught).filter(step -> step.get(rule)).count();
  }

  private static StepOutcome outcome(AttackStep step, BitSet caught, List<Rule> rules) {
    List<Rule> aimed =
        rules.stream().filter(rule -> step.label().aim().contains(rule.name())).toList();
    SortedSet<String> techniques = new TreeSet<>();
    if (!step.label().technique().isEmpty()) {
      techniques.add(step.label().technique());
    } else {
      aimed.forEach(rule -> techniques.addAll(claimed(rule)));
    }
    return new StepOutcome(
        step,
        techniques,
        aimed.stream().map(Rule::name).toList(),
        caught.stream().mapToObj(rule -> rules.get(rule).name()).toList());
  }

  private static Optional<Proportion> hitRate(Rule rule, List<StepOutcome> steps) {
    List<StepOutcome> meant =
        steps.stream().filter(step -> step.aimed().contains(rule.name())).toList();
    return meant.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Proportion(
                meant.stream().filter(step -> step.caughtBy().contains(rule.name())).count(),
                meant.size()));
  }

  /** The techniques that a rule has as tags. */
  static List<String> claimed(Rule rule) {
    return rule.tags().stream().filter(tag -> TECHNIQUE.matcher(tag).matches()).toList();
  }

  private static List<TechniqueCoverage> techniques(List<Rule> rules, List<StepOutcome> steps) {
    Map<String, List<StepOutcome>> labelled = new TreeMap<>();
    Map<String, List<String>> claims = new TreeMap<>();
    for (StepOutcome step : steps) {
      step.techniques()
          .forEach(id -> labelled.computeIfAbsent(id, key -> new ArrayList<>()).add(step));
    }
    for (Rule rule : rules) {
      claimed(rule)
          .forEach(id -> claims.computeIfAbsent(id, key -> new ArrayList<>()).add(rule.name()));
    }
    TreeSet<String> ids = new TreeSet<>(labelled.keySet());
    ids.addAll(claims.keySet());
    return ids.stream()
        .map(id ->
            coverage(id, labelled.getOrDefault(id, List.of()), claims.getOrDefault(id, List.of())))
        .toList();
  }

  private static TechniqueCoverage coverage(
      String id, List<StepOutcome> steps, List<String> claimedBy) {
    Optional<Proportion> rate =
        steps.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Proportion(steps.stream().filter(StepOutcome::caught).count(), steps.size()));
    List<String> caughtBy =
        steps.stream().flatMap(step -> step.caughtBy().stream()).distinct().sorted().toList();
    return new TechniqueCoverage(id, rate, caughtBy, claimedBy);
  }
}
