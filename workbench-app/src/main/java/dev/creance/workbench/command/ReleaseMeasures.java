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
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.RuleFile;
import dev.creance.tuning.noise.NoiseMeter;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.statistics.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What a release is judged by, measured on corpora. */
final class ReleaseMeasures {
  private static final double HOURS_PER_DAY = 24;

  private final List<Path> corpora;
  private final OptionalDouble budget;

  /**
   * @param budget hits per node-day that a rule may have on what is labelled normal
   */
  ReleaseMeasures(List<Path> corpora, OptionalDouble budget) {
    this.corpora = List.copyOf(corpora);
    this.budget = budget;
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
      List<RuleNoise> old =
          before.isEmpty()
              ? List.of()
              : new NoiseMeter(recordings).measure(before.get().rules()).rules();
      List<MeasureReport.Corpus> measured = new ArrayList<>();
      for (Recording recording : recordings.all()) {
        measured.add(
            new MeasureReport.Corpus(
                Path.of(recording.name()).getFileName().toString(),
                "sha256:" + recording.corpus().manifest().digest(),
                recording.corpus().events(),
                recording.corpus().manifest().recordedNanos() / 3600e9));
      }
      return new MeasureReport(
          measured,
          measures(noise),
          changes(now, noise.rules(), before.orElse(Ruleset.EMPTY), old),
          breaches(noise));
    }
  }

  private static List<RuleMeasure> measures(NoiseReport noise) {
    List<RuleMeasure> measures = new ArrayList<>();
    for (RuleNoise rule : noise.rules()) {
      Map<String, Long> hits =
          new TreeMap<>(Map.of("all", rule.hits(), "normal", rule.normalHits()));
      if (rule.noise().isPresent()) {
        Interval interval = rule.noise().get().interval();
        measures.add(
            new RuleMeasure(
                rule.rule().name(),
                hits,
                rule.noise().get().value() / HOURS_PER_DAY,
                interval.low() / HOURS_PER_DAY,
                interval.high() / HOURS_PER_DAY));
      } else {
        measures.add(new RuleMeasure(rule.rule().name(), hits, 0, 0, 0));
      }
    }
    return measures;
  }

  private static List<Change> changes(
      Ruleset now, List<RuleNoise> measured, Ruleset old, List<RuleNoise> measuredBefore) {
    List<Change> changes = new ArrayList<>();
    Map<String, RuleNoise> gone = new LinkedHashMap<>();
    measuredBefore.forEach(rule -> gone.put(rule.rule().name(), rule));
    for (RuleNoise rule : measured) {
      RuleNoise before = gone.remove(rule.rule().name());
      if (before == null) {
        changes.add(change(rule.rule(), Change.Kind.ADDED, 0, rule.hits()));
      } else if (!meaning(old, before.rule()).equals(meaning(now, rule.rule()))) {
        changes.add(change(rule.rule(), Change.Kind.CHANGED, before.hits(), rule.hits()));
      }
    }
    gone.values()
        .forEach(rule -> changes.add(change(rule.rule(), Change.Kind.REMOVED, rule.hits(), 0)));
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

  private static Change change(Rule rule, Change.Kind kind, long before, long now) {
    return new Change(
        rule.name(), kind, rule.priority().text(), List.copyOf(rule.tags()), before, now);
  }

  private List<String> breaches(NoiseReport noise) {
    List<String> breaches = new ArrayList<>();
    for (RuleNoise rule : noise.rules()) {
      if (budget.isPresent()
          && rule.rule().enabled()
          && rule.noise().isPresent()
          && rule.noise().get().value() > budget.getAsDouble()) {
        breaches.add(
            String.format(
                Locale.ROOT,
                "%s has %.1f hits per node-day, %.1f are allowed",
                rule.rule().name(),
                rule.noise().get().value(),
                budget.getAsDouble()));
      }
    }
    return breaches;
  }
}
