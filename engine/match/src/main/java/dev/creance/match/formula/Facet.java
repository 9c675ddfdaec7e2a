package dev.creance.match.formula;

/**
 * The part of an event's surroundings that decides a predicate. As long as that part stays the
 * same, the predicate's answer does, and need not be asked again.
 */
public enum Facet {
  /** The thread itself, and users, groups and containers, which change rarely. */
  PROCESS,

  /** The thread, its main thread and all its ancestors. */
  LINEAGE,

  /** The name and the type of the descriptor. */
  NAME,

  /** Everything of the descriptor that its own version covers. */
  DESCRIPTOR,

  /** The event, or anything else that may differ from event to event. */
  EVENT;

  private static final Facet[] ALL = values();

  /** This facet in a set of facets. */
  public int bit() {
    return 1 << ordinal();
  }

  public static int count() {
    return ALL.length;
  }

  /** The facet of something that depends on both. */
  public Facet and(Facet other) {
    if (this == other) {
      return this;
    }
    boolean process = compareTo(LINEAGE) <= 0;
    boolean otherProcess = other.compareTo(LINEAGE) <= 0;
    if (process && otherProcess) {
      return LINEAGE;
    }
    return process || otherProcess || this == EVENT || other == EVENT ? EVENT : DESCRIPTOR;
  }
}
