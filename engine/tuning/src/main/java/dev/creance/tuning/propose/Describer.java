package dev.creance.tuning.propose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Chooses, of all that a set of hits has in common, the few tests that an exception is written
 * with: one of each aspect, such as an attacker can't choose before such as he can, and as many
 * more as it takes to cover this set and no attack.
 */
final class Describer {
  private static final int MOST = 6;

  private final int size;
  private final ToIntFunction<List<FieldTest>> attacks;

  /**
   * @param size the number of sampled rows
   * @param attacks how many hits of attack steps pass tests
   */
  Describer(int size, ToIntFunction<List<FieldTest>> attacks) {
    this.size = size;
    this.attacks = attacks;
  }

  /** The tests; empty when the set has too little in common, or none that spare the attacks. */
  Optional<List<FieldTest>> describe(Candidate candidate) {
    List<Item> chosen = oneOfEachAspect(candidate);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    narrow(candidate, chosen);
    if (!cover(chosen).equals(candidate.cover())) {
      return Optional.empty();
    }
    if (!spareAttacks(candidate, chosen)) {
      return Optional.empty();
    }
    return Optional.of(tests(chosen));
  }

  /** Whether the set has enough in common to be described, attacks aside. */
  boolean describable(Candidate candidate) {
    return !oneOfEachAspect(candidate).isEmpty();
  }

  private List<Item> oneOfEachAspect(Candidate candidate) {
    Map<Aspect, Item> best = new EnumMap<>(Aspect.class);
    for (Item item : candidate.items()) {
      if (saysNothing(item)) {
        continue;
      }
      best.merge(item.field().aspect(), item, this::preferred);
    }
    // Where something happens says nothing of what it is.
    if (best.keySet().stream().allMatch(aspect -> aspect == Aspect.SCOPE)) {
      return new ArrayList<>();
    }
    Item scope = best.get(Aspect.SCOPE);
    boolean anchored =
        best.values().stream().anyMatch(item -> item != scope && !item.field().spoofable());
    if (scope != null && scope.field().name().equals("user.name") && anchored) {
      best.remove(Aspect.SCOPE);
    }
    return new ArrayList<>(best.values());
  }

  /** A beginning or a far ancestor that all hits have, of whatever cause, tells none apart. */
  private boolean saysNothing(Item item) {
    return item.support() == size
        && (item.operator() != FieldTest.Operator.EQUALS
            || item.field().name().startsWith("proc.aname"));
  }

  /**
   * What not all hits have before what they have; then a whole value before a beginning; then the
   * field that is listed first.
   */
  private Item preferred(Item one, Item other) {
    boolean commonOne = one.support() == size;
    boolean commonOther = other.support() == size;
    if (commonOne != commonOther) {
      return commonOne ? other : one;
    }
    boolean wholeOne = one.operator() == FieldTest.Operator.EQUALS;
    boolean wholeOther = other.operator() == FieldTest.Operator.EQUALS;
    return wholeOther && !wholeOne ? other : one;
  }

  /** Adds tests until no hits pass but those of the set. */
  private void narrow(Candidate candidate, List<Item> chosen) {
    Rows cover = cover(chosen);
    while (!cover.equals(candidate.cover()) && chosen.size() < MOST) {
      Rows now = cover;
      Optional<Item> more =
          candidate.items().stream()
              .filter(item -> !chosen.contains(item))
              .min(Comparator.comparingInt(item -> now.countAnd(item.cover())));
      if (more.isEmpty() || now.countAnd(more.get().cover()) == now.count()) {
        return;
      }
      chosen.add(more.get());
      cover = cover.and(more.get().cover());
    }
  }

  /** Adds tests until no hit of an attack step passes. */
  private boolean spareAttacks(Candidate candidate, List<Item> chosen) {
    int lost = attacks.applyAsInt(tests(chosen));
    while (lost > 0 && chosen.size() < MOST) {
      Item best = null;
      int least = lost;
      for (Item item : candidate.items()) {
        if (!chosen.contains(item)) {
          List<Item> with = new ArrayList<>(chosen);
          with.add(item);
          int left = attacks.applyAsInt(tests(with));
          if (left < least) {
            least = left;
            best = item;
          }
        }
      }
      if (best == null) {
        return false;
      }
      chosen.add(best);
      lost = least;
    }
    return lost == 0;
  }

  private Rows cover(List<Item> chosen) {
    Rows cover = Rows.all(size);
    for (Item item : chosen) {
      cover = cover.and(item.cover());
    }
    return cover;
  }

  private static List<FieldTest> tests(List<Item> items) {
    return items.stream()
        .sorted(
            Comparator.comparing((Item item) -> item.field().aspect())
                .thenComparingInt(Item::column))
        .map(Item::test)
        .toList();
  }
}
