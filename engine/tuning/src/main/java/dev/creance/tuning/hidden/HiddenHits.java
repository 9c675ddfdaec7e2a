package dev.creance.tuning.hidden;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedCondition.And;
import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.checked.CheckedCondition.Not;
import dev.creance.grammar.checked.CheckedCondition.Or;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.hidden.Suppression.Kind;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.tuning.rules.SingleRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Measures what each exception and each negated macro hides: a rule is measured without it, too. A
 * part that is left out never holds, so without it there are the same hits and more.
 */
public final class HiddenHits {
  private final Recordings recordings;

  public HiddenHits(Recordings recordings) {
    this.recordings = recordings;
  }

  /** A part of conditions that has a name. */
  private record Part(Kind kind, String name) {}

  /** What the exceptions and negated macros of rules hide, rule by rule. */
  public List<Suppression> of(List<Rule> rules) throws CorpusException, InterruptedException {
    List<Suppression> found = new ArrayList<>();
    for (Rule rule : rules) {
      Set<Part> parts = new LinkedHashSet<>();
      collect(rule.condition(), false, parts);
      if (parts.isEmpty()) {
        continue;
      }
      long own = count(rule);
      for (Part part : parts) {
        Rule without = with(rule, without(rule.condition(), false, part));
        found.add(measure(part, rule, own, without));
      }
    }
    return found;
  }

  /** What the lists of a ruleset hide: the rules are loaded again with each of them empty. */
  public List<Suppression> ofLists(RuleFiles files, Ruleset ruleset, List<Rule> rules)
      throws CorpusException, InterruptedException {
    List<Suppression> found = new ArrayList<>();
    for (Ruleset.NamedList list : ruleset.lists()) {
      if (!list.used() || list.items().isEmpty()) {
        continue;
      }
      String text = "- list: " + list.name() + "\n  items: []\n  override:\n    items: replace\n";
      LoadResult loaded = files.loadWith(new SourceFile("without.yaml", text));
      for (Rule rule : rules) {
        Optional<Rule> without = loaded.ruleset().rule(rule.name());
        if (without.isPresent()
            && !without.get().conditionText().equals(rule.conditionText())
            && loaded.successful()) {
          Part part = new Part(Kind.LIST, list.name());
          Suppression one = measure(part, rule, count(rule), without.get());
          if (one.suppressed() > 0) {
            found.add(one);
          }
        }
      }
    }
    return found;
  }

  private static void collect(CheckedCondition condition, boolean negated, Set<Part> parts) {
    switch (condition) {
      case And and -> and.parts().forEach(part -> collect(part, negated, parts));
      case Or or -> or.parts().forEach(part -> collect(part, negated, parts));
      case Not not -> collect(not.part(), !negated, parts);
      case Named named -> {
        if (negated && named.kind() == Named.Kind.EXCEPTION) {
          parts.add(new Part(Kind.EXCEPTION, named.name()));
        } else if (named.kind() == Named.Kind.MACRO) {
          if (negated && !placeholder(named.body())) {
            parts.add(new Part(Kind.MACRO, named.name()));
          }
          collect(named.body(), negated, parts);
        }
      }
      case Test _ -> {}
    }
  }

  /** A comparison of {@code evt.num}, by which rules say always and never. */
  private static boolean placeholder(CheckedCondition body) {
    return body instanceof Test test
        && test.left() instanceof FieldExpression.Access access
        && access.field().name().equals("evt.num");
  }

  /** The condition in which a part never holds where it is negated. */
  private static CheckedCondition without(CheckedCondition condition, boolean negated, Part part) {
    return switch (condition) {
      case And and ->
          new And(
              and.origin(), and.parts().stream().map(one -> without(one, negated, part)).toList());
      case Or or ->
          new Or(or.origin(), or.parts().stream().map(one -> without(one, negated, part)).toList());
      case Not not -> new Not(not.origin(), without(not.part(), !negated, part));
      case Named named -> {
        Kind kind = named.kind() == Named.Kind.MACRO ? Kind.MACRO : Kind.EXCEPTION;
        boolean meant =
            negated
                && kind == part.kind
                && named.kind() != Named.Kind.EXCEPTION_TUPLE
                && named.name().equals(part.name);
        yield meant
            ? new Or(named.origin(), List.of())
            : new Named(
                named.origin(), named.kind(), named.name(), without(named.body(), negated, part));
      }
      case Test test -> test;
    };
  }

  private static Rule with(Rule rule, CheckedCondition condition) {
    return new Rule(
        rule.name(),
        rule.index(),
        rule.source(),
        rule.priority(),
        rule.description(),
        condition,
        rule.conditionText(),
        rule.syntax(),
        rule.output(),
        rule.outputText(),
        rule.extraFields(),
        rule.tags(),
        rule.enabled(),
        rule.eventCodes(),
        rule.capture(),
        rule.captureDuration(),
        rule.place(),
        rule.contributions());
  }

  private long count(Rule rule) throws CorpusException, InterruptedException {
    long hits = 0;
    for (Recording recording : recordings.all()) {
      hits += recording.session().measure(SingleRule.of(rule)).hits();
    }
    return hits;
  }

  private Suppression measure(Part part, Rule rule, long own, Rule without)
      throws CorpusException, InterruptedException {
    Map<String, Long> byRecording = new TreeMap<>();
    TreeSet<Integer> steps = new TreeSet<>();
    long suppressed = 0;
    long normal = 0;
    if (count(without) != own) {
      Set<List<Long>> known = new HashSet<>();
      TreeSet<Integer> caught = new TreeSet<>();
      HitTable with = HitTable.collect(recordings, List.of(rule), List.of());
      for (int hit = 0; hit < with.size(); hit++) {
        known.add(event(with, hit));
        for (int step : with.steps(hit)) {
          caught.add(step);
        }
      }
      HitTable more = HitTable.collect(recordings, List.of(without), List.of());
      for (int hit = 0; hit < more.size(); hit++) {
        if (!known.contains(event(more, hit))) {
          suppressed++;
          normal += more.normal(hit) ? 1 : 0;
          byRecording.merge(recordings.get(more.recording(hit)).name(), 1L, Long::sum);
          for (int step : more.steps(hit)) {
            if (!caught.contains(step)) {
              steps.add(step);
            }
          }
        }
      }
    }
    return new Suppression(
        part.kind,
        part.name,
        rule.name(),
        rule.place().item().place(),
        suppressed,
        normal,
        byRecording,
        steps.stream().map(recordings.steps()::get).toList());
  }

  private static List<Long> event(HitTable table, int hit) {
    return List.of((long) table.recording(hit), table.time(hit), table.number(hit));
  }
}
