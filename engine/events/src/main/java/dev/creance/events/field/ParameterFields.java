package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.Parameter;
import dev.creance.grammar.vocabulary.ValueType;

/** {@code evt.arg}, {@code evt.rawarg}, {@code evt.args} and the data buffer. */
final class ParameterFields extends FieldFamily {
  private static final String DATA = "data";

  ParameterFields() {
    addWithArgument("evt.arg", ParameterFields::argument);
    addWithArgument("evt.rawarg", access -> new RawArgument(access.argument().orElse("")));
    addWithArgument("evt.args", access -> all());
    addWithArgument("evt.info", access -> all());
    addWithArgument("evt.buffer", access -> buffer());
  }

  /** The index of a named parameter for every event code; −1 where an event has none. */
  static byte[] indexes(String name) {
    EventTable table = EventTable.current();
    byte[] indexes = new byte[table.size()];
    for (int code = 0; code < indexes.length; code++) {
      indexes[code] = (byte) table.type(code).indexOf(name);
    }
    return indexes;
  }

  private static FieldReader argument(Access access) {
    String argument = access.argument().orElse("");
    ParameterText texts = new ParameterText();
    if (Arguments.digits(argument)) {
      int index = Arguments.index(access, Integer.MAX_VALUE);
      return text(scope ->
          index < scope.event.parameterCount() && index < scope.event.type().parameters().size()
              ? texts.text(scope, index)
              : null);
    }
    byte[] indexes = indexes(argument);
    return text(scope -> {
      int index = indexes[scope.event.code()];
      return index >= 0 && index < scope.event.parameterCount() ? texts.text(scope, index) : null;
    });
  }

  /** Events of calls without a type of their own show none. */
  private static FieldReader all() {
    ParameterText texts = new ParameterText();
    return text(scope -> scope.event.code() == EventTraits.GENERIC ? "" : texts.all(scope));
  }

  /** The bytes of the data; an empty buffer is a value too. */
  private static FieldReader buffer() {
    byte[] indexes = indexes(DATA);
    return text(scope -> has(scope, indexes) ? scope.event.raw(indexes[scope.event.code()]) : null);
  }

  /** The data as {@code evt.buffer} prints them: as parameters print. */
  static FieldReader printedBuffer() {
    byte[] indexes = indexes(DATA);
    ParameterText texts = new ParameterText();
    return text(
        scope -> has(scope, indexes) ? texts.raw(scope, indexes[scope.event.code()]) : null);
  }

  private static boolean has(EventScope scope, byte[] indexes) {
    int index = indexes[scope.event.code()];
    return index >= 0 && index < scope.event.parameterCount();
  }

  /**
   * The bytes of a parameter as the event's schema types them: {@link Cell#type} tells how. An
   * empty parameter of a type that isn't text has no value.
   */
  private static final class RawArgument implements FieldReader {
    private final byte[] indexes;

    RawArgument(String name) {
      indexes = indexes(name);
    }

    @Override
    public boolean read(EventScope scope, Cell into) {
      Event event = scope.event;
      int index = indexes[event.code()];
      if (index < 0 || index >= event.parameterCount()) {
        return false;
      }
      Parameter parameter = event.type().parameters().get(index);
      ValueType type = parameter.type();
      into.type = type;
      into.format = parameter.format();
      if (type.text()) {
        into.text = event.text(index);
        return true;
      }
      int length = event.length(index);
      if (length == 0) {
        return false;
      }
      if (type.width() > 0 && type != ValueType.IPV4ADDR && type != ValueType.IPV6ADDR) {
        into.number =
            RawValues.number(
                event.bytes(), event.offset(index), Math.min(length, type.width()), type.signed());
      } else {
        into.text = event.raw(index);
      }
      return true;
    }
  }
}
