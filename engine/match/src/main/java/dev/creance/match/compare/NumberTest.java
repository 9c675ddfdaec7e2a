package dev.creance.match.compare;

import dev.creance.events.field.Cell;

/** A test of a scalar that is held as a number: all but doubles. */
@FunctionalInterface
public interface NumberTest extends ValueTest {
  boolean holds(long number);

  @Override
  default boolean holds(Cell value) {
    return holds(value.number);
  }
}
