package dev.creance.match.compare;

import dev.creance.events.field.Cell;

/** A comparison of two values that are both known only at run time. */
@FunctionalInterface
public interface PairTest {
  /** Whether two values that are both there pass. */
  boolean holds(Cell left, Cell right);
}
