package dev.creance.conformance.vectors;

import dev.creance.events.Event;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Events as vectors write them: code, ts, tid and params, each a number, a text, {@code {"hex"}} or
 * null when it is empty.
 */
final class EventNotation {
  private EventNotation() {}

  /** The event of a notation. */
  static Event event(JsonNode told, int cpu) {
    EventType type = EventTable.current().type(told.path("code").asInt());
    List<Integer> lengths = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (JsonNode value : told.path("params")) {
      int index = lengths.size();
      int width =
          index < type.parameters().size() ? type.parameters().get(index).type().width() : 0;
      byte[] parameter = bytes(value, width);
      lengths.add(parameter.length);
      bytes.writeBytes(parameter);
    }
    Event event = new Event();
    event.reset(
        bytes.toByteArray(),
        type.code(),
        told.path("ts").asLong(),
        told.path("tid").asLong(),
        cpu,
        0);
    int at = 0;
    for (int length : lengths) {
      event.add(at, length);
      at += length;
    }
    return event;
  }

  private static byte[] bytes(JsonNode value, int width) {
    if (value.isNull()) {
      return new byte[0];
    }
    if (value.isObject()) {
      return HexFormat.of().parseHex(value.path("hex").asString());
    }
    if (value.isString()) {
      return (value.asString() + '\0').getBytes(StandardCharsets.ISO_8859_1);
    }
    long number =
        value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.bigIntegerValue().longValue();
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (i < Long.BYTES ? number >>> (8 * i) : 0);
    }
    return bytes;
  }

  /** All that counts of an event, as text. */
  static String describe(Event event) {
    StringBuilder text = new StringBuilder(event.type().enumName());
    text.append(" ts=").append(event.timestamp()).append(" tid=").append(event.tid());
    for (int i = 0; i < event.parameterCount(); i++) {
      int offset = event.offset(i);
      int length = event.length(i);
      text.append(' ')
          .append(
              length == 0 ? "-" : HexFormat.of().formatHex(event.bytes(), offset, offset + length));
    }
    return text.toString();
  }
}
