package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.syntax.ConditionPrinter;
import dev.creance.grammar.yaml.RawBytes;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.MeasureReport.Change;
import dev.creance.release.bundle.MeasureReport.RuleMeasure;
import dev.creance.release.bundle.MeasureReport.Whole;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.RuleFile;
import dev.creance.tuning.compare.Comparer;
import dev.creance.tuning.compare.Comparison;
import dev.creance.tuning.noise.NoiseMeter;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.statistics.Interval;
import dev.creance.tuning.statistics.Proportion;
import dev.creance.tuning.statistics.Rate;
import dev.creance.workbench.terminal.ShownText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a release is judged by, measured on corpora. */
final class ReleaseMeasures {
  private static final double HOURS_PER_DAY = 24;
  private static final Interval NOTHING = new Interval(0, 0);

  private final List<Path> corpora;
  private final NoiseBudgets budgets;

  ReleaseMeasures(List<Path> corpora, NoiseBudgets budgets) {
    this.corpora = List.copyOf(corpora);
    this.budgets = budgets;
  }

  /** The rules of a release that was made before. */
  static Ruleset rules(Release release) {
    List<SourceFile> sources = new ArrayList<>();
    for (RuleFile file : release.files()) {
      sources.add(new SourceFile(file.name(), RawBytes.decode(file.content())));
    }
    LoadResult result = new RulesetLoader(LoadOptions.defaults()).load(sources);
    return result.ruleset();
  }

  MeasureReport report(Ruleset now, Optional<Ruleset> before)
      throws IOException, InterruptedException {
    try (Recordings recordings = Recordings.open(corpora)) {
      NoiseReport noise = new NoiseMeter(recordings).measure(now.rules());
      NoiseReport old = new NoiseMeter(recordings).measure(before.orElse(Ruleset.EMPTY).rules());
      Comparison comparison =
          new Comparer(recordings).compare(before.orElse(Ruleset.EMPTY).rules(), now.rules());
      List<MeasureReport.Corpus> measured = new ArrayList<>();
      for (Recording recording : recordings.all()) {
        measured.add(
            new MeasureReport.Corpus(
                Path.of(recording.name()).getFileName().toString(),
                "sha256:" + recording.corpus().manifest().digest(),
                recording.corpus().events(),
                recording.corpus().manifest().recordedNanos() / 3600e9));
      }
      List<String> missed = before.isEmpty() ? List.of() : steps(comparison.newlyMissed());
      return new MeasureReport(
          measured,
          noise.normalDays() * HOURS_PER_DAY,
          whole(now, noise),
          before.isEmpty() ? Whole.NONE : whole(before.get(), old),
          measures(noise),
          changes(now, noise.rules(), before.orElse(Ruleset.EMPTY), old.rules(), comparison),
          missed,
          before.isEmpty() ? List.of() : steps(comparison.newlyCaught()),
          budgets.breaches(noise, missed));
    }
  }

  private static List<String> steps(List<AttackStep> steps) {
    return steps.stream().map(step -> ShownText.of(step.name())).toList();
  }

  private static Whole whole(Ruleset of, NoiseReport noise) {
    Interval rate = noise.noise().map(Rate::interval).orElse(NOTHING);
    Interval caught = noise.hitRate().map(Proportion::interval).orElse(NOTHING);
    return new Whole(
        (int) of.rules().stream().filter(Rule::enabled).count(),
        noise.rules().stream().mapToLong(RuleNoise::hits).sum(),
        noise.noise().map(Rate::value).orElse(0.0) / HOURS_PER_DAY,
        rate.low() / HOURS_PER_DAY,
        rate.high() / HOURS_PER_DAY,
        noise.hitRate().map(Proportion::trials).orElse(0L),
        noise.hitRate().map(Proportion::successes).orElse(0L),
        caught.low(),
        caught.high());
  }

  private static List<RuleMeasure> measures(NoiseReport noise) {
    List<RuleMeasure> measures = new ArrayList<>();
    for (RuleNoise rule : noise.rules()) {
      Interval interval = rule.noise().map(Rate::interval).orElse(NOTHING);
      measures.add(
          new RuleMeasure(
              rule.rule().name(),
              new TreeMap<>(Map.of("all", rule.hits(), "normal", rule.normalHits())),
              rule.noise().map(Rate::value).orElse(0.0) / HOURS_PER_DAY,
              interval.low() / HOURS_PER_DAY,
              interval.high() / HOURS_PER_DAY,
              rule.hitRate().map(Proportion::trials).orElse(0L),
              rule.hitRate().map(Proportion::successes).orElse(0L)));
    }
    return measures;
  }

  private static List<Change> changes(
      Ruleset now,
      List<RuleNoise> measured,
      Ruleset old,
      List<RuleNoise> measuredBefore,
      Comparison comparison) {
    List<Change> changes = new ArrayList<>();
    Map<String, RuleNoise> gone = new LinkedHashMap<>();
    measuredBefore.forEach(rule -> gone.put(rule.rule().name(), rule));
    for (RuleNoise rule : measured) {
      RuleNoise before = gone.remove(rule.rule().name());
      if (before == null) {
        changes.add(change(rule.rule(), Change.Kind.ADDED, 0, rule.hits(), comparison));
      } else if (!meaning(old, before.rule()).equals(meaning(now, rule.rule()))) {
        changes.add(
            change(rule.rule(), Change.Kind.CHANGED, before.hits(), rule.hits(), comparison));
      }
    }
    gone.values()
        .forEach(rule ->
            changes.add(change(rule.rule(), Change.Kind.REMOVED, rule.hits(), 0, comparison)));
    return changes;
  }

  /** All of a rule that matters, its macros and lists put in; not where it is written. */
  private static List<Object> meaning(Ruleset of, Rule rule) {
    return List.of(
        ConditionPrinter.print(of.expanded(rule)),
        rule.outputText(),
        rule.priority(),
        rule.tags(),
        rule.source(),
        rule.enabled());
  }

  private static Change change(
      Rule rule, Change.Kind kind, long before, long now, Comparison comparison) {
    Optional<Comparison.RuleChange> events =
        comparison.rules().stream().filter(change -> change.rule().equals(rule.name())).findFirst();
    return new Change(
        rule.name(),
        kind,
        rule.priority().text(),
        List.copyOf(rule.tags()),
        before,
        now,
        events.map(Comparison.RuleChange::added).orElse(0L),
        events.map(Comparison.RuleChange::removed).orElse(0L),
        events.map(Comparison.RuleChange::normalAdded).orElse(0L),
        events.map(Comparison.RuleChange::normalRemoved).orElse(0L),
        events.map(change -> steps(change.stepsLost())).orElse(List.of()));
  }
}
