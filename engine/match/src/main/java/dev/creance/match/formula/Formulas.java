package dev.creance.match.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes formulas, equal ones once, and simplifies on the way. */
public final class Formulas {
  private final Formula.Fixed always = new Formula.Fixed(0, true);
  private final Formula.Fixed never = new Formula.Fixed(1, false);
  private final Map<Integer, Formula.Literal> literals = new HashMap<>();
  private final Map<Key, Formula.Junction> junctions = new HashMap<>();
  private int nextId = 2;

  private record Key(boolean conjunction, List<Integer> parts) {}

  public Formula fixed(boolean value) {
    return value ? always : never;
  }

  public Formula literal(Predicate predicate, boolean negated) {
    int key = predicate.id() * 2 + (negated ? 1 : 0);
    Formula.Literal known = literals.get(key);
    if (known == null) {
      known = new Formula.Literal(nextId++, predicate, negated);
      literals.put(key, known);
    }
    return known;
  }

  /** How many formulas there are. */
  public int size() {
    return nextId;
  }

  /** All of the parts, or one of them; nested junctions of the same kind are taken apart. */
  public Formula junction(boolean conjunction, List<Formula> parts) {
    List<Formula> flat = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Formula part : parts) {
      if (!add(conjunction, part, flat, seen)) {
        return fixed(!conjunction);
      }
    }
    if (flat.isEmpty()) {
      return fixed(conjunction);
    }
    if (flat.size() == 1) {
      return flat.getFirst();
    }
    Formula[] array = flat.toArray(Formula[]::new);
    Arrays.sort(
        array,
        (a, b) ->
            a.cost() != b.cost()
                ? Integer.compare(a.cost(), b.cost())
                : Integer.compare(a.id(), b.id()));
    List<Integer> ids = new ArrayList<>(array.length);
    for (Formula part : array) {
      ids.add(part.id());
    }
    Key key = new Key(conjunction, ids);
    Formula.Junction known = junctions.get(key);
    if (known == null) {
      known = new Formula.Junction(nextId++, conjunction, array);
      junctions.put(key, known);
    }
    return known;
  }

  /** False when the part decides the whole. */
  private boolean add(boolean conjunction, Formula part, List<Formula> flat, Set<Integer> seen) {
    switch (part) {
      case Formula.Fixed fixed -> {
        return fixed.value() == conjunction;
      }
      case Formula.Junction junction when junction.conjunction() == conjunction -> {
        for (Formula inner : junction.array()) {
          if (!add(conjunction, inner, flat, seen)) {
            return false;
          }
        }
        return true;
      }
      case Formula.Literal literal -> {
        Formula.Literal opposite =
            literals.get(literal.predicate().id() * 2 + (literal.negated() ? 0 : 1));
        if (opposite != null && seen.contains(opposite.id())) {
          return false;
        }
        if (seen.add(literal.id())) {
          flat.add(literal);
        }
        return true;
      }
      case Formula.Junction junction -> {
        if (seen.add(junction.id())) {
          flat.add(junction);
        }
        return true;
      }
    }
  }

  /** What is left of a formula when the predicates of a facet have the answers of a bit set. */
  public Formula given(Formula formula, Facet facet, long[] answers) {
    return given(
        formula,
        facet.bit(),
        literal -> fixed(Bits.get(answers, literal.predicate().place()) != literal.negated()));
  }

  /** What is left of a formula for events of a type. */
  public Formula given(Formula formula, CodeAnswers answers) {
    return given(
        formula,
        -1,
        literal ->
            answers
                .of(literal.predicate().test())
                .map(answer -> fixed(answer != literal.negated()))
                .orElse(literal));
  }

  private Formula given(
      Formula formula, int facets, Function<Formula.Literal, Formula> replacement) {
    if ((formula.facets() & facets) == 0) {
      return formula;
    }
    return switch (formula) {
      case Formula.Fixed fixed -> fixed;
      case Formula.Literal literal -> replacement.apply(literal);
      case Formula.Junction junction -> {
        List<Formula> parts = new ArrayList<>();
        for (Formula part : junction.array()) {
          Formula left = given(part, facets, replacement);
          if (left instanceof Formula.Fixed fixed && fixed.value() != junction.conjunction()) {
            yield fixed;
          }
          parts.add(left);
        }
        yield junction(junction.conjunction(), parts);
      }
    };
  }
}
