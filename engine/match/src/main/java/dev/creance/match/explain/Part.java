package dev.creance.match.explain;

import dev.creance.grammar.checked.CheckedCondition.Named.Kind;
import dev.creance.grammar.checked.Origin;
import java.util.List;
import java.util.Optional;

/** A part of a condition with its truth for an event. */
public sealed interface Part {
  /** Where it was written. */
  Origin origin();

  /** Whether it is true. */
  boolean holds();

  /** A conjunction. */
  record All(Origin origin, boolean holds, List<Part> parts) implements Part {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** A disjunction. */
  record Any(Origin origin, boolean holds, List<Part> parts) implements Part {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** A negation. */
  record Not(Origin origin, boolean holds, Part part) implements Part {}

  /** A macro, an exception or a tuple of one, and what it stands for. */
  record Named(Origin origin, boolean holds, Kind kind, String name, Part body) implements Part {}

  /**
   * A comparison.
   *
   * @param text as it could be written in a condition; a byte string
   * @param values the expressions in it with their values for the event, the left one first
   */
  record Check(Origin origin, boolean holds, String text, List<Value> values) implements Part {
    public Check {
      values = List.copyOf(values);
    }
  }

  /**
   * An expression and its value.
   *
   * @param expression for example {@code proc.aname[2]}
   * @param text the value as alerts print it, a byte string; empty when it has none
   */
  record Value(String expression, Optional<String> text) {}

  /**
   * The comparisons that decide the truth of this part: of a false conjunction those of its false
   * parts, of a true one all, and the other way round for a disjunction.
   */
  default List<Check> decisive() {
    return switch (this) {
      case Check check -> List.of(check);
      case Not not -> not.part().decisive();
      case Named named -> named.body().decisive();
      case All all -> decisive(all.parts(), all.holds());
      case Any any -> decisive(any.parts(), any.holds());
    };
  }

  private static List<Check> decisive(List<Part> parts, boolean truth) {
    return parts.stream()
        .filter(part -> part.holds() == truth)
        .flatMap(part -> part.decisive().stream())
        .toList();
  }
}
