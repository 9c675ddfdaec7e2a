package dev.creance.events.field;

import dev.creance.events.state.EventScope;

/** A literal argument of a transformer. */
record LiteralReader(String text) implements FieldReader {
  @Override
  public boolean read(EventScope scope, Cell into) {
    into.text = text;
    return true;
  }
}
