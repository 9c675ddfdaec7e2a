package dev.creance.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two runs, rule by rule.
 *
 * @param rules all rules of either run: those of the later one in their order, then those that only
 *     the earlier one had
 */
public record Comparison(List<Change> rules) {
  public Comparison {
    rules = List.copyOf(rules);
  }

  /**
   * A rule in two runs.
   *
   * @param before hits in the earlier run; empty when the rule was not measured there
   * @param after hits in the later run; empty when the rule was not measured there
   * @param meaningChanged whether both had the rule, with conditions that mean something else
   */
  public record Change(
      String rule, OptionalLong before, OptionalLong after, boolean meaningChanged) {
    /** Hits now less hits then; a rule that is missing has none. */
    public long difference() {
      return after.orElse(0) - before.orElse(0);
    }

    /** Whether there is anything to say. */
    public boolean changed() {
      return meaningChanged || before.isPresent() != after.isPresent() || difference() != 0;
    }
  }

  /**
   * Compares the hits of two runs on the same corpora.
   *
   * @param before of the earlier run, for each rule once a corpus
   * @param after of the later run, in the order that is wanted
   */
  public static Comparison of(List<RuleCount> before, List<RuleCount> after) {
    Map<String, Side> old = sides(before);
    Map<String, Side> now = sides(after);
    List<Change> changes = new ArrayList<>();
    now.forEach((rule, side) -> changes.add(change(rule, old.get(rule), side)));
    old.forEach((rule, side) -> {
      if (!now.containsKey(rule)) {
        changes.add(new Change(rule, OptionalLong.of(side.hits), OptionalLong.empty(), false));
      }
    });
    return new Comparison(changes);
  }

  private static Change change(
      String rule, @org.jspecify.annotations.Nullable Side before, Side after) {
    return before == null
        ? new Change(rule, OptionalLong.empty(), OptionalLong.of(after.hits), false)
        : new Change(
            rule,
            OptionalLong.of(before.hits),
            OptionalLong.of(after.hits),
            !before.versions.equals(after.versions));
  }

  private static Map<String, Side> sides(List<RuleCount> counts) {
    Map<String, Side> sides = new LinkedHashMap<>();
    for (RuleCount count : counts) {
      Side side = sides.computeIfAbsent(count.rule(), rule -> new Side());
      side.hits += count.hits();
      side.versions.add(count.version());
    }
    return sides;
  }

  /** The rules that changed, those whose hits changed most first. */
  public List<Change> changed() {
    Map<Change, Integer> places = new HashMap<>();
    rules.forEach(rule -> places.put(rule, places.size()));
    return rules.stream()
        .filter(Change::changed)
        .sorted(
            java.util.Comparator.comparingLong((Change change) -> -Math.abs(change.difference()))
                .thenComparingInt(places::get))
        .toList();
  }

  private static final class Side {
    long hits;
    final Set<String> versions = new TreeSet<>();
  }
}
