package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.json.JsonReader;
import dev.creance.events.json.JsonValue;
import dev.creance.events.state.EventScope;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that a plugin's event carries, read once for all fields.
 *
 * @param value null when it is no JSON object or array
 */
record Payload(long number, long timestamp, String text, @Nullable JsonValue value) {
  private static final int PARAMETER = 1;

  /** The payload of the event; null when it has none. */
  static @Nullable Payload of(EventScope scope) {
    Event event = scope.event;
    if (event.code() != EventTraits.PLUGIN_EVENT || !event.has(PARAMETER)) {
      return null;
    }
    if (scope.derived instanceof Payload known
        && known.number == event.number()
        && known.timestamp == event.timestamp()
        && known.text.length() == event.length(PARAMETER)) {
      return known;
    }
    String text = event.raw(PARAMETER);
    char first = text.charAt(0);
    JsonValue value = first == '{' || first == '[' ? JsonReader.read(text) : null;
    Payload payload = new Payload(event.number(), event.timestamp(), text, value);
    scope.derived = payload;
    return payload;
  }
}
