package dev.creance.tuning.propose;

import dev.creance.corpus.evaluate.Measurement;
import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.propose.Proposals.Rejection;
import dev.creance.tuning.recording.HitColumn;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.tuning.rules.SingleRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Proposes exceptions for a noisy rule.
 *
 * <p>Its hits that are of no attack step are mined for what they have in common ({@code Miner});
 * each cause that is found is described by few tests that no hit of an attack step passes ({@code
 * Describer}), written as an overlay, loaded behind the rules and measured: what does not load
 * without a warning, or does not leave out exactly the hits foretold, is not offered.
 */
public final class Proposer {
  /** So many hits are looked at while searching; what is found is counted on all of them. */
  private static final int SAMPLE = 1 << 12;

  private static final int REJECTIONS = 3;

  private final RuleFiles files;
  private final Recordings recordings;

  public Proposer(RuleFiles files, Recordings recordings) {
    this.files = files;
    this.recordings = recordings;
  }

  /**
   * How to propose.
   *
   * @param most how many proposals at most
   * @param leastShare of the hits that an exception has to leave out to be worth its line
   */
  public record Options(int most, double leastShare, Ownership ownership) {}

  /** Proposes exceptions for a rule of the ruleset that the files load to. */
  public Proposals propose(LoadResult loaded, Rule rule, Options options)
      throws CorpusException, InterruptedException {
    List<CandidateField> fields = CandidateField.of(rule.source());
    HitTable hits =
        HitTable.collect(
            recordings,
            List.of(rule),
            fields.stream().map(field -> HitColumn.field(field.name())).toList());
    Effects effects = new Effects(hits, fields);
    int[] sample = sample(hits);
    List<Proposal> proposals = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    if (sample.length > 0) {
      int minimum =
          Math.max(sample.length < 20 ? 1 : 2, (int) (sample.length * options.leastShare));
      List<Item> items =
          new ItemTable(hits, sample, minimum, names(loaded.ruleset())).items(fields);
      List<Candidate> candidates = new Miner(items, sample.length, minimum).mine();
      Describer describer = new Describer(sample.length, effects::attackHits);
      Rows open = Rows.all(sample.length);
      for (Candidate candidate : candidates) {
        if (proposals.size() == options.most) {
          break;
        }
        // What earlier proposals leave out is no reason for another one.
        int fresh = open.countAnd(candidate.cover());
        if (fresh < minimum || fresh * 2 < candidate.support()) {
          continue;
        }
        Optional<List<FieldTest>> tests = describer.describe(candidate);
        if (tests.isEmpty()) {
          reject(candidate, describer, effects, rejected);
          continue;
        }
        Optional<Proposal> proposal = check(loaded, rule, tests.get(), effects, options);
        if (proposal.isPresent()) {
          proposals.add(proposal.get());
          open = open.without(candidate.cover());
        }
      }
    }
    return new Proposals(
        rule.name(),
        hits.size(),
        effects.normalHits(),
        effects.attackHits(),
        effects.stepsCaught(),
        proposals,
        rejected);
  }

  /** Hits of no attack step, evenly taken where there are too many. */
  private static int[] sample(HitTable hits) {
    int count = 0;
    for (int hit = 0; hit < hits.size(); hit++) {
      count += hits.attack(hit) ? 0 : 1;
    }
    int[] sample = new int[Math.min(count, SAMPLE)];
    int seen = 0;
    int taken = 0;
    for (int hit = 0; hit < hits.size() && taken < sample.length; hit++) {
      if (!hits.attack(hit)) {
        if ((long) seen * sample.length / count >= taken) {
          sample[taken++] = hit;
        }
        seen++;
      }
    }
    return taken == sample.length ? sample : java.util.Arrays.copyOf(sample, taken);
  }

  private static Set<String> names(Ruleset ruleset) {
    Set<String> names = new HashSet<>();
    ruleset.lists().forEach(list -> names.add(list.name()));
    ruleset.macros().forEach(macro -> names.add(macro.name()));
    return names;
  }

  private void reject(
      Candidate candidate, Describer describer, Effects effects, List<Rejection> rejected) {
    if (rejected.size() == REJECTIONS || !describer.describable(candidate)) {
      return;
    }
    List<FieldTest> tests = candidate.items().stream().limit(4).map(Item::test).toList();
    TreeSet<String> attacks = new TreeSet<>();
    effects.stepsHit(tests).forEach(step -> attacks.add(recordings.steps().get(step).name()));
    if (!attacks.isEmpty()) {
      rejected.add(new Rejection(tests, candidate.support(), List.copyOf(attacks)));
    }
  }

  /** Writes, loads and measures an exception; empty when it does not do what was foretold. */
  private Optional<Proposal> check(
      LoadResult loaded, Rule rule, List<FieldTest> tests, Effects effects, Options options)
      throws CorpusException, InterruptedException {
    Effects.Effect effect = effects.of(tests);
    if (effect.attackHits() > 0) {
      return Optional.empty();
    }
    String name = name(rule, tests);
    String evidence =
        effect.hits()
            + " of "
            + effects.hits()
            + " hits left out, "
            + effect.stepsLost()
            + " of "
            + effects.stepsCaught()
            + " attack steps lost, on "
            + String.join(", ", recordings.all().stream().map(one -> one.name()).toList());
    String overlay = OverlayText.of(rule.name(), name, tests, options.ownership(), evidence);
    LoadResult with = files.loadWith(new SourceFile("overlay.yaml", overlay));
    if (!with.successful() || with.warnings().size() > repeated(loaded)) {
      return Optional.empty();
    }
    Optional<Rule> changed = with.ruleset().rule(rule.name());
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    long left = hits(changed.get());
    if (left != effects.hits() - effect.hits()) {
      return Optional.empty();
    }
    Breadth breadth = new Breadth(recordings);
    Breadth.Share share = breadth.of(rule, tests);
    double days = recordings.normalDays();
    return Optional.of(
        new Proposal(
            name,
            tests,
            overlay,
            effect.hits(),
            left,
            effect.normalHits(),
            effects.normalHits(),
            effect.attackHits(),
            effect.stepsLost(),
            effects.stepsCaught(),
            effect.contexts(),
            share.covered(),
            share.events(),
            days > 0 ? (effects.normalHits() - effect.normalHits()) / days : Double.NaN));
  }

  /** One more file: Falco says what it says of earlier files again. */
  private int repeated(LoadResult loaded) {
    if (loaded.warnings().isEmpty()) {
      return 0;
    }
    return files.loadWith(new SourceFile("overlay.yaml", "# nothing\n")).warnings().size();
  }

  /** The hits of one rule, enabled or not. */
  private long hits(Rule rule) throws CorpusException, InterruptedException {
    long hits = 0;
    for (var recording : recordings.all()) {
      Measurement measurement = recording.session().measure(SingleRule.of(rule));
      hits += measurement.hits();
    }
    return hits;
  }

  /** A name that says what it is of, and that the rule does not have yet. */
  private static String name(Rule rule, List<FieldTest> tests) {
    Set<String> taken = new HashSet<>();
    exceptionNames(rule.condition(), taken);
    StringBuilder words = new StringBuilder();
    for (FieldTest test : tests) {
      String value = test.value();
      String end = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      String word = end.substring(end.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9]+", "_");
      words.append(words.isEmpty() ? "" : "_").append(word.replaceAll("^_+|_+$", ""));
    }
    String name = words.toString().toLowerCase(Locale.ROOT).replaceAll("_+", "_");
    name = name.length() > 48 ? name.substring(0, 48) : name;
    name = "normal_" + name.replaceAll("^_+|_+$", "");
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private static void exceptionNames(CheckedCondition condition, Set<String> names) {
    switch (condition) {
      case CheckedCondition.And and -> and.parts().forEach(part -> exceptionNames(part, names));
      case CheckedCondition.Or or -> or.parts().forEach(part -> exceptionNames(part, names));
      case CheckedCondition.Not not -> exceptionNames(not.part(), names);
      case CheckedCondition.Named named -> {
        names.add(named.name());
        exceptionNames(named.body(), names);
      }
      case CheckedCondition.Test _ -> {}
    }
  }
}
