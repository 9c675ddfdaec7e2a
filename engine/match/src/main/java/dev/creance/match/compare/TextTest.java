package dev.creance.match.compare;

import dev.creance.events.field.Cell;

/** A test of a scalar that is held as a byte string: texts, paths, buffers and addresses. */
@FunctionalInterface
public interface TextTest extends ValueTest {
  boolean holds(String text);

  @Override
  default boolean holds(Cell value) {
    return holds(value.text);
  }
}
