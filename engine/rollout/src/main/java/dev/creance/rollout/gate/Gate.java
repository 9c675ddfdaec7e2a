package dev.creance.rollout.gate;

import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.MeasureReport.RuleMeasure;
import dev.creance.rollout.gate.Judgement.Decision;
import dev.creance.rollout.gate.Judgement.RuleJudgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges what a release does in clusters by what was foretold for it.
 *
 * <p>Noise is judged rule by rule, and in sum, by the probability of as many hits as were counted:
 * see {@link Foretold}. The level is divided by the number of rules that are judged, so that it
 * holds for all of them together. While the gate waits it is asked again and again, and chance gets
 * as many tries; until the soak is over therefore only a tenth of the level counts as failure
 * (Haybittle and Peto's rule for interim looks), at its end the whole.
 */
public final class Gate {
  private static final double SURE = 0.95;
  private static final double TAIL = 0.025;
  private static final double INTERIM = 0.1;
  private static final int SHOWN = 3;

  private final GateRules rules;
  private final MeasureReport report;

  public Gate(GateRules rules, MeasureReport report) {
    this.rules = rules;
    this.report = report;
  }

  /**
   * Judges.
   *
   * @param elapsed since the wave's channels moved
   */
  public Judgement judge(Measured measured, Duration elapsed) {
    boolean soaked = elapsed.compareTo(rules.soak()) >= 0;
    List<RuleJudgement> noise = new ArrayList<>();
    Optional<RuleJudgement> total = Optional.empty();
    double level = 0;
    if (measured.nodeHours() > 0) {
      Map<String, Foretold> foretold = foretold();
      level = (1 - rules.confidence()) * (soaked ? 1 : INTERIM) / (foretold.size() + 1);
      noise = noise(measured, foretold, level);
      total = total(measured, foretold, level);
    }
    List<String> wrong = health(measured, elapsed);
    wrong.addAll(noisy(noise, total));
    if (!wrong.isEmpty()) {
      return new Judgement(Decision.FAIL, wrong, total, noise, detectable(measured, level));
    }
    List<String> missing = missing(measured, elapsed);
    boolean late = elapsed.compareTo(rules.within()) >= 0;
    if (missing.isEmpty() && total.isEmpty()) {
      missing.add(
          "no noise was foretold for this release: nothing that it was measured on is labelled"
              + " normal");
      late = true;
    }
    Decision decision = missing.isEmpty() ? Decision.PASS : late ? Decision.HOLD : Decision.WAIT;
    return new Judgement(decision, missing, total, noise, detectable(measured, level));
  }

  /** What the report foretells of each rule; nothing when it was measured on nothing normal. */
  private Map<String, Foretold> foretold() {
    Map<String, Foretold> all = new TreeMap<>();
    if (report.normalHours() > 0) {
      for (RuleMeasure rule : report.rules()) {
        if (!rules.except().contains(rule.rule())) {
          all.put(rule.rule(), new Foretold(rule.normalHits(), report.normalHours()));
        }
      }
    }
    return all;
  }

  private List<RuleJudgement> noise(
      Measured measured, Map<String, Foretold> foretold, double level) {
    List<RuleJudgement> all = new ArrayList<>();
    foretold.forEach((rule, before) ->
        all.add(judge(rule, before, measured.hits().getOrDefault(rule, 0L), measured, level)));
    measured
        .hits()
        .forEach((rule, hits) -> {
          if (!foretold.containsKey(rule) && hits > 0) {
            all.add(unforetold(rule, hits, measured));
          }
        });
    all.sort(
        Comparator.comparing(RuleJudgement::noisy)
            .reversed()
            .thenComparingDouble(rule -> Double.isNaN(rule.probability()) ? 2 : rule.probability())
            .thenComparing(RuleJudgement::hits, Comparator.reverseOrder())
            .thenComparing(RuleJudgement::rule));
    return all;
  }

  private Optional<RuleJudgement> total(
      Measured measured, Map<String, Foretold> foretold, double level) {
    if (foretold.isEmpty()) {
      return Optional.empty();
    }
    long before = foretold.values().stream().mapToLong(Foretold::count).sum();
    long hits =
        measured.hits().entrySet().stream()
            .filter(rule -> foretold.containsKey(rule.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return Optional.of(
        judge("all rules", new Foretold(before, report.normalHours()), hits, measured, level));
  }

  private RuleJudgement judge(
      String rule, Foretold foretold, long hits, Measured measured, double level) {
    double hours = measured.nodeHours();
    Foretold.Expected expected = foretold.in(hours, 1);
    double probability = foretold.in(hours, rules.tolerance()).atLeast(hits);
    return new RuleJudgement(
        rule,
        foretold.rate(),
        expected.quantile(1 - TAIL),
        expected.quantile(TAIL),
        hits,
        hits / hours,
        probability,
        probability < level);
  }

  private static RuleJudgement unforetold(String rule, long hits, Measured measured) {
    return new RuleJudgement(
        rule, Double.NaN, 0, 0, hits, hits / measured.nodeHours(), Double.NaN, false);
  }

  private List<String> noisy(List<RuleJudgement> noise, Optional<RuleJudgement> total) {
    List<RuleJudgement> all = new ArrayList<>(noise);
    total.ifPresent(all::add);
    List<RuleJudgement> noisy = all.stream().filter(RuleJudgement::noisy).toList();
    List<String> reasons = new ArrayList<>();
    for (RuleJudgement rule : noisy.subList(0, Math.min(SHOWN, noisy.size()))) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%s: %d hits, where %d to %d were foretold (%.3g per node-hour, foretold %.3g)",
              rule.rule(),
              rule.hits(),
              rule.low(),
              rule.high(),
              rule.measured(),
              rule.foretold()));
    }
    if (noisy.size() > SHOWN) {
      reasons.add("and " + (noisy.size() - SHOWN) + " more rules");
    }
    return reasons;
  }

  private List<String> health(Measured measured, Duration elapsed) {
    List<String> wrong = new ArrayList<>();
    if (measured.loadErrors() > rules.loadErrors()) {
      wrong.add(
          measured.loadErrors()
              + (measured.loadErrors() == 1 ? " agent" : " agents")
              + " could not load the release or refused it; "
              + rules.loadErrors()
              + " are allowed");
    }
    if (measured.lost() > rules.drops()) {
      wrong.add(
          String.format(
              Locale.ROOT,
              "%.2f%% of the events were lost; %.2f%% are allowed",
              100 * measured.lost(),
              100 * rules.drops()));
    }
    return wrong;
  }

  private List<String> missing(Measured measured, Duration elapsed) {
    List<String> missing = new ArrayList<>();
    if (measured.nodes() == 0) {
      missing.add("no node reports");
    } else if (measured.running() < rules.healthy() * measured.nodes()) {
      missing.add(measured.running() + " of " + measured.nodes() + " nodes run the release");
    }
    if (elapsed.compareTo(rules.soak()) < 0) {
      missing.add("it soaks for " + words(rules.soak()) + ", now for " + words(elapsed));
    }
    if (measured.nodeHours() < rules.nodeHours()) {
      missing.add(
          String.format(
              Locale.ROOT,
              "%.2f of %.2f node-hours are measured",
              measured.nodeHours(),
              rules.nodeHours()));
    }
    if (measured.nodes() > 0 && measured.nodeHours() > 0 && measured.events() == 0) {
      missing.add("its agents saw no event");
    }
    return missing;
  }

  private double detectable(Measured measured, double level) {
    if (!(measured.nodeHours() > 0) || report.normalHours() <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    long needed =
        new Foretold(0, report.normalHours())
                .in(measured.nodeHours(), rules.tolerance())
                .quantile(level)
            + 1;
    // A Poisson mean so high that fewer than that come once in 20 times, by its normal limit.
    double z = 1.6449;
    double root = (z + Math.sqrt(z * z + 4 * (needed - 0.5))) / 2;
    return Math.max(root * root, -Math.log(1 - SURE)) / measured.nodeHours();
  }

  private static String words(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 120
        ? seconds + " s"
        : seconds < 7200
            ? seconds / 60 + " min"
            : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
