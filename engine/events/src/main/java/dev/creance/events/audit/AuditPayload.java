package dev.creance.events.audit;

import dev.creance.events.json.JsonReader;
import dev.creance.events.json.JsonValue;
import dev.creance.events.json.JsonValue.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what an API server sends apart into single audit events. */
final class AuditPayload {
  /** A longer event is not taken. */
  private static final int LARGEST = 262_144;

  private static final long NANOS = 1_000_000_000L;

  private final List<AuditEvent> events = new ArrayList<>();
  private int refused;

  /**
   * One event.
   *
   * @param timestamp when its stage ended, in ns since the epoch
   * @param json its JSON without white space, a byte string
   */
  record AuditEvent(long timestamp, String json) {}

  private AuditPayload() {}

  /** The events of a payload: an event, a list of them, or an array of either. */
  static AuditPayload of(String text) {
    AuditPayload payload = new AuditPayload();
    JsonValue value = JsonReader.read(text);
    if (value == null || !payload.add(value)) {
      payload.events.clear();
      payload.refused++;
    }
    return payload;
  }

  List<AuditEvent> events() {
    return events;
  }

  /** Events without a time or too long; 1 when the payload is none at all. */
  int refused() {
    return refused;
  }

  /** Takes a value over; false when it is no audit data, which voids the whole payload. */
  private boolean add(JsonValue value) {
    if (value.kind() == Kind.ARRAY) {
      return value.items().stream().allMatch(this::add);
    }
    JsonValue kind = value.get("kind");
    if (kind == null || kind.kind() != Kind.STRING) {
      return false;
    }
    JsonValue items = value.get("items");
    if (kind.text().equals("EventList") && items != null && items.kind() == Kind.ARRAY) {
      items.items().forEach(this::addEvent);
      return true;
    }
    if (!kind.text().equals("Event")) {
      return false;
    }
    addEvent(value);
    return true;
  }

  private void addEvent(JsonValue event) {
    JsonValue time = event.get("stageTimestamp");
    Long timestamp = time == null ? null : timestamp(time.text());
    String json = event.compact();
    if (timestamp == null || json.length() > LARGEST) {
      refused++;
    } else {
      events.add(new AuditEvent(timestamp, json));
    }
  }

  /** RFC 3339; null when it is not. */
  private static @Nullable Long timestamp(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.getEpochSecond() * NANOS + time.getNano();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
