package dev.creance.match.formula;

import dev.creance.events.state.EventScope;
import java.util.Arrays;
import java.util.List;

/**
 * A boolean function of predicates, made by {@link Formulas}: of two equal ones there is only one.
 * Negation is pushed down to the predicates.
 *
 * <p>Used by one thread at a time.
 */
public abstract sealed class Formula {
  private final int id;

  /** The facets of the predicates in it, as {@link Facet#bit} sets. */
  private final int facets;

  private final int cost;

  private Formula(int id, int facets, int cost) {
    this.id = id;
    this.facets = facets;
    this.cost = cost;
  }

  /** Its value for the event of a stamp. */
  public abstract boolean holds(EventScope scope, long stamp);

  final int id() {
    return id;
  }

  public final int facets() {
    return facets;
  }

  /** What finding its value costs when nothing is known yet, in about nanoseconds. */
  final int cost() {
    return cost;
  }

  /** True or false whatever the event. */
  public static final class Fixed extends Formula {
    private final boolean value;

    Fixed(int id, boolean value) {
      super(id, 0, 0);
      this.value = value;
    }

    @Override
    public boolean holds(EventScope scope, long stamp) {
      return value;
    }

    public boolean value() {
      return value;
    }
  }

  /** A predicate or its negation. */
  public static final class Literal extends Formula {
    private final Predicate predicate;
    private final boolean negated;

    Literal(int id, Predicate predicate, boolean negated) {
      super(id, predicate.facet().bit(), predicate.cost());
      this.predicate = predicate;
      this.negated = negated;
    }

    @Override
    public boolean holds(EventScope scope, long stamp) {
      return predicate.holds(scope, stamp) != negated;
    }

    public Predicate predicate() {
      return predicate;
    }

    public boolean negated() {
      return negated;
    }
  }

  /** A conjunction or a disjunction of at least two parts, the cheapest first. */
  public static final class Junction extends Formula {
    private final Formula[] parts;

    /** The value of a part that decides the whole: false for a conjunction. */
    private final boolean decisive;

    private long stamp = -1;
    private boolean value;

    Junction(int id, boolean conjunction, Formula[] parts) {
      super(id, facets(parts), cost(parts));
      this.parts = parts;
      this.decisive = !conjunction;
    }

    private static int facets(Formula[] parts) {
      int facets = 0;
      for (Formula part : parts) {
        facets |= part.facets();
      }
      return facets;
    }

    private static int cost(Formula[] parts) {
      int cost = 0;
      for (Formula part : parts) {
        cost = (int) Math.min((long) cost + part.cost(), Integer.MAX_VALUE);
      }
      return cost;
    }

    @Override
    public boolean holds(EventScope scope, long stamp) {
      if (this.stamp != stamp) {
        value = find(scope, stamp);
        this.stamp = stamp;
      }
      return value;
    }

    private boolean find(EventScope scope, long stamp) {
      for (Formula part : parts) {
        if (part.holds(scope, stamp) == decisive) {
          return decisive;
        }
      }
      return !decisive;
    }

    public boolean conjunction() {
      return !decisive;
    }

    public List<Formula> parts() {
      return Arrays.asList(parts);
    }

    Formula[] array() {
      return parts;
    }
  }
}
