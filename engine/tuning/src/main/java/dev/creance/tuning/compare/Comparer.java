package dev.creance.tuning.compare;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.compare.Comparison.Example;
import dev.creance.tuning.compare.Comparison.Kind;
import dev.creance.tuning.compare.Comparison.RuleChange;
import dev.creance.tuning.compare.Comparison.Side;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.recording.Signature;
import dev.creance.tuning.statistics.Proportion;
import dev.creance.tuning.statistics.Rate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares two rulesets on recordings. */
public final class Comparer {
  private static final int EXAMPLES = 5;

  private final Recordings recordings;

  public Comparer(Recordings recordings) {
    this.recordings = recordings;
  }

  /** The hits of one ruleset, by rule. */
  private record Hits(HitTable table, Map<String, List<Integer>> byRule) {
    static Hits of(HitTable table) {
      Map<String, List<Integer>> byRule = new LinkedHashMap<>();
      table.rules().forEach(rule -> byRule.put(rule.name(), new ArrayList<>()));
      for (int hit = 0; hit < table.size(); hit++) {
        byRule
            .computeIfAbsent(table.rules().get(table.rule(hit)).name(), key -> new ArrayList<>())
            .add(hit);
      }
      return new Hits(table, byRule);
    }

    List<Integer> of(String rule) {
      return byRule.getOrDefault(rule, List.of());
    }

    BitSet steps(String rule) {
      BitSet steps = new BitSet();
      for (int hit : of(rule)) {
        for (int step : table.steps(hit)) {
          steps.set(step);
        }
      }
      return steps;
    }

    BitSet steps() {
      BitSet steps = new BitSet();
      byRule.keySet().forEach(rule -> steps.or(steps(rule)));
      return steps;
    }

    long normal(List<Integer> hits) {
      return hits.stream().filter(table::normal).count();
    }
  }

  /** A hit's event, whatever ruleset it is of. */
  private record EventId(int recording, String host, long time, long number) {
    static EventId of(HitTable table, int hit) {
      return new EventId(table.recording(hit), table.host(hit), table.time(hit), table.number(hit));
    }
  }

  /** Compares the enabled rules of two rulesets. */
  public Comparison compare(List<Rule> old, List<Rule> changed)
      throws CorpusException, InterruptedException {
    List<Rule> before = old.stream().filter(Rule::enabled).toList();
    List<Rule> after = changed.stream().filter(Rule::enabled).toList();
    Hits one = Hits.of(HitTable.collect(recordings, before, List.of(new Signature())));
    Hits other = Hits.of(HitTable.collect(recordings, after, List.of(new Signature())));
    Set<String> names = new java.util.LinkedHashSet<>();
    after.forEach(rule -> names.add(rule.name()));
    before.forEach(rule -> names.add(rule.name()));
    List<RuleChange> changes = new ArrayList<>();
    int unchanged = 0;
    for (String name : names) {
      RuleChange change = change(name, one, other);
      if (change.kind() != Kind.CHANGED || change.added() > 0 || change.removed() > 0) {
        changes.add(change);
      } else {
        unchanged++;
      }
    }
    BitSet caught = one.steps();
    BitSet catches = other.steps();
    return new Comparison(
        changes,
        unchanged,
        side(one),
        side(other),
        without(caught, catches),
        without(catches, caught));
  }

  private RuleChange change(String name, Hits one, Hits other) {
    Set<EventId> old = new HashSet<>();
    one.of(name).forEach(hit -> old.add(EventId.of(one.table, hit)));
    Set<EventId> now = new HashSet<>();
    List<Integer> added = new ArrayList<>();
    for (int hit : other.of(name)) {
      EventId event = EventId.of(other.table, hit);
      now.add(event);
      if (!old.contains(event)) {
        added.add(hit);
      }
    }
    List<Integer> removed =
        one.of(name).stream().filter(hit -> !now.contains(EventId.of(one.table, hit))).toList();
    List<Example> examples = examples(true, other.table, added);
    examples.addAll(examples(false, one.table, removed));
    boolean was = one.byRule.containsKey(name);
    boolean is = other.byRule.containsKey(name);
    BitSet caught = one.steps(name);
    BitSet catches = other.steps(name);
    return new RuleChange(
        name,
        was && is ? Kind.CHANGED : is ? Kind.ADDED : Kind.REMOVED,
        one.of(name).size(),
        other.of(name).size(),
        added.size(),
        removed.size(),
        other.normal(added),
        one.normal(removed),
        was ? noise(one.normal(one.of(name))) : Optional.empty(),
        is ? noise(other.normal(other.of(name))) : Optional.empty(),
        without(caught, catches),
        without(catches, caught),
        examples);
  }

  private Optional<Rate> noise(long normalHits) {
    double days = recordings.normalDays();
    return days > 0 ? Optional.of(new Rate(normalHits, days)) : Optional.empty();
  }

  private Side side(Hits hits) {
    long normal = hits.byRule.values().stream().mapToLong(hits::normal).sum();
    int steps = recordings.steps().size();
    return new Side(
        hits.table.rules().size(),
        hits.table.size(),
        noise(normal),
        steps == 0
            ? Optional.empty()
            : Optional.of(new Proportion(hits.steps().cardinality(), steps)));
  }

  private List<AttackStep> without(BitSet steps, BitSet others) {
    BitSet left = (BitSet) steps.clone();
    left.andNot(others);
    return left.stream().mapToObj(recordings.steps()::get).toList();
  }

  /** The most frequent alerts of some hits, each by its first event. */
  private List<Example> examples(boolean added, HitTable table, List<Integer> hits) {
    Map<Integer, List<Integer>> bySignature = new HashMap<>();
    for (int hit : hits) {
      bySignature.computeIfAbsent(table.code(0, hit), key -> new ArrayList<>()).add(hit);
    }
    List<Example> examples = new ArrayList<>();
    bySignature.values().stream()
        .sorted(
            Comparator.comparingInt((List<Integer> same) -> -same.size())
                .thenComparing(List::getFirst))
        .limit(EXAMPLES)
        .forEach(same -> {
          int first = same.getFirst();
          String signature = table.value(0, first);
          examples.add(
              new Example(
                  added,
                  recordings.get(table.recording(first)).name(),
                  table.number(first),
                  signature == null ? "" : signature,
                  same.size()));
        });
    return examples;
  }
}
