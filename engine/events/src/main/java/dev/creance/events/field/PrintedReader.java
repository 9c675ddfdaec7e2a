package dev.creance.events.field;

import dev.creance.events.Utf8Text;
import dev.creance.events.state.EventScope;

/** A text of which every byte prints. */
record PrintedReader(FieldReader text) implements FieldReader {
  @Override
  public boolean read(EventScope scope, Cell into) {
    if (!text.read(scope, into)) {
      return false;
    }
    into.text = Utf8Text.printable(into.text);
    return true;
  }
}
