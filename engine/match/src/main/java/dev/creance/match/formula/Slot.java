package dev.creance.match.formula;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.state.EventScope;

/** The value of an expression for the event of a stamp: read once, compared often. */
final class Slot {
  final Cell cell = new Cell();
  private final FieldReader reader;
  private long stamp = -1;
  private boolean there;

  Slot(FieldReader reader) {
    this.reader = reader;
  }

  /** Whether there is a value; {@link #cell} holds it then. */
  boolean fill(EventScope scope, long stamp) {
    if (this.stamp != stamp) {
      there = reader.several() ? reader.readAll(scope, cell) : reader.read(scope, cell);
      this.stamp = stamp;
    }
    return there;
  }

  boolean several() {
    return reader.several();
  }
}
