package dev.creance.match.compare;

import dev.creance.events.field.Cell;

/**
 * A comparison of which the left value is still open. Without state: the same value gives the same
 * answer for ever, on any thread.
 */
@FunctionalInterface
public interface ValueTest {
  /** Whether a value that is there passes. A value that is missing passes no test at all. */
  boolean holds(Cell value);
}
