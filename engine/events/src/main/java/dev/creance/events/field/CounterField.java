package dev.creance.events.field;

/** {@code util.cnt}: how often it has been read. */
final class CounterField extends FieldFamily {
  CounterField() {
    addWithArgument(
        "util.cnt",
        access ->
            new FieldReader() {
              private long count;

              @Override
              public boolean read(dev.creance.events.state.EventScope scope, Cell into) {
                into.number = ++count;
                return true;
              }
            });
  }
}
