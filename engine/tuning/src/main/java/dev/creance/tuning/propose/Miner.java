package dev.creance.tuning.propose;

import dev.creance.tuning.propose.FieldTest.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds sets of hits that have much in common: closed sets of tests, by a beam search from single
 * tests to conjunctions.
 *
 * <p>A good set is large and says much: its score is its share of the hits times the square root of
 * how many aspects (who, made by whom, to what, where) its tests hold on to beyond what all hits
 * have in common. A test that two causes share covers more hits than either cause, but holds on to
 * fewer aspects; a part of a cause holds on to more, but covers less. The cause itself is in
 * between.
 */
final class Miner {
  private static final int BEAM = 48;
  private static final int DEPTH = 4;

  private final List<Item> items;
  private final int size;
  private final int minimum;
  private final Map<Rows, Candidate> found = new HashMap<>();

  /**
   * @param items over {@code size} rows
   * @param minimum the least number of rows that make a set
   */
  Miner(List<Item> items, int size, int minimum) {
    this.items = items;
    this.size = size;
    this.minimum = minimum;
  }

  /** The sets, the best first. */
  List<Candidate> mine() {
    if (items.isEmpty()) {
      return List.of();
    }
    add(Rows.all(size));
    List<Candidate> beam = new ArrayList<>();
    for (Item item : items) {
      Candidate candidate = add(item.cover());
      if (candidate != null) {
        beam.add(candidate);
      }
    }
    for (int depth = 1; depth < DEPTH && !beam.isEmpty(); depth++) {
      beam = extend(best(beam));
    }
    return best(found.values(), Integer.MAX_VALUE);
  }

  private static List<Candidate> best(List<Candidate> candidates) {
    return best(candidates, BEAM);
  }

  private static List<Candidate> best(Iterable<Candidate> candidates, int count) {
    List<Candidate> sorted = new ArrayList<>();
    candidates.forEach(sorted::add);
    sorted.sort(
        Comparator.comparingDouble((Candidate candidate) -> -candidate.score())
            .thenComparingInt(candidate -> -candidate.support())
            .thenComparing(candidate -> candidate.items().toString()));
    return sorted.subList(0, Math.min(count, sorted.size()));
  }

  private List<Candidate> extend(List<Candidate> beam) {
    List<Candidate> next = new ArrayList<>();
    for (Candidate candidate : beam) {
      for (Item item : items) {
        int both = candidate.cover().countAnd(item.cover());
        if (both >= minimum && both < candidate.support()) {
          Candidate extended = add(candidate.cover().and(item.cover()));
          if (extended != null) {
            next.add(extended);
          }
        }
      }
    }
    return next;
  }

  /** A new candidate of a cover; null when it is known already, or too small. */
  private @Nullable Candidate add(Rows cover) {
    if (found.containsKey(cover)) {
      return null;
    }
    int support = cover.count();
    if (support < minimum) {
      return null;
    }
    List<Item> closure = closure(cover, support);
    Candidate candidate = new Candidate(cover, support, closure, score(closure, support));
    found.put(cover, candidate);
    return candidate;
  }

  /** The tests that all rows pass, for each field the one that says most. */
  private List<Item> closure(Rows cover, int support) {
    Map<String, Item> best = new LinkedHashMap<>();
    for (Item item : items) {
      if (item.support() >= support && cover.isWithin(item.cover())) {
        String key = item.column() + (item.operator() == Operator.ENDS_WITH ? "$" : "");
        Item known = best.get(key);
        if (known == null || item.precision() > known.precision()) {
          best.put(key, item);
        }
      }
    }
    Set<Integer> whole = new HashSet<>();
    best.values().stream()
        .filter(item -> item.operator() == Operator.EQUALS)
        .forEach(item -> whole.add(item.column()));
    return best.values().stream()
        .filter(item -> item.operator() == Operator.EQUALS || !whole.contains(item.column()))
        .toList();
  }

  private double score(List<Item> closure, int support) {
    EnumSet<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    boolean anchored = false;
    for (Item item : closure) {
      if (item.support() < size) {
        aspects.add(item.field().aspect());
      }
      anchored |= !item.field().spoofable();
    }
    return (double) support / size * Math.sqrt(1 + aspects.size()) * (anchored ? 1 : 0.9);
  }
}
