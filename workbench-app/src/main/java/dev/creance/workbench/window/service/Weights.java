package dev.creance.workbench.window.service;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.cost.CostMeter;
import dev.creance.tuning.cost.RulesetCost;
import dev.creance.tuning.growth.Growth;
import dev.creance.tuning.growth.GrowthMeter;
import dev.creance.tuning.normal.NormalLearner;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.window.shown.RuleWeight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/**
 * Weighs rules: novelty, growth and cost. Each is a question of its own on the measuring thread, so
 * that what is measured while one types comes between them.
 */
public final class Weights {
  /** Costs are measured on so many events at most, of all recordings together. */
  private static final long MOST_EVENTS = 200_000;

  /** What is normal is learned only where that takes moments. */
  private static final long MOST_TO_LEARN = 3_000_000;

  private static final double DAYS_A_WEEK = 7;

  private final Laboratory laboratory;

  public Weights(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  /** The enabled rules by their names. */
  public CompletableFuture<Map<String, RuleWeight>> of(Ruleset ruleset) {
    List<Rule> rules = ruleset.rules().stream().filter(Rule::enabled).toList();
    CompletableFuture<RulesetCost> costs =
        laboratory.newest(
            "costs", recordings -> new CostMeter(recordings).measure(rules, MOST_EVENTS));
    CompletableFuture<Growth> growth =
        laboratory.newest("growth", recordings -> new GrowthMeter(recordings).measure(rules));
    CompletableFuture<Map<String, Long>> novel =
        laboratory.newest("novel hits", recordings -> novel(recordings, rules));
    return costs
        .thenCombine(growth, Measured::new)
        .thenCombine(novel, (measured, hits) -> weights(rules, measured, hits));
  }

  private record Measured(RulesetCost costs, Growth growth) {}

  private static Map<String, RuleWeight> weights(
      List<Rule> rules, Measured measured, Map<String, Long> novel) {
    Map<String, RuleWeight> weights = new HashMap<>();
    double events = Math.max(1, measured.costs.events());
    for (int i = 0; i < rules.size(); i++) {
      String name = rules.get(i).name();
      Growth.RuleGrowth grown = measured.growth.rules().get(i);
      OptionalDouble aWeek =
          grown.overTime().isPresent()
              ? OptionalDouble.of(grown.overTime().get().slope() * DAYS_A_WEEK)
              : OptionalDouble.empty();
      weights.put(
          name,
          new RuleWeight(
              novel.containsKey(name),
              novel.getOrDefault(name, 0L),
              aWeek,
              aWeek.isPresent() ? "" : grown.lack(),
              measured.costs.rules().get(i).nanos() / events));
    }
    return Map.copyOf(weights);
  }

  /** Hits that nothing labelled normal does, by rule; empty where nothing can be told. */
  private Map<String, Long> novel(Recordings recordings, List<Rule> rules)
      throws CorpusException, InterruptedException {
    if (recordings.normalDays() <= 0 || recordings.events() > MOST_TO_LEARN) {
      return Map.of();
    }
    Map<String, Long> novel = new HashMap<>();
    for (Rule rule : rules) {
      NormalLearner.Judgement judged = laboratory.normal().judge(recordings, rule);
      if (judged.expected() + judged.novel() > 0 || judged.unjudged() == 0) {
        novel.put(rule.name(), judged.novel());
      }
    }
    return novel;
  }
}
