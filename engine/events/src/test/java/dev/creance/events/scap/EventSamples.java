package dev.creance.events.scap;

import dev.creance.events.Event;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Events made of the conformance vectors' notation, and written in it for comparison. */
final class EventSamples {
  private EventSamples() {}

  /** An event of a vector: code, ts, tid, params (number, text, {@code {"hex"}}, null = empty). */
  static Event event(JsonNode row) {
    EventType type = EventTable.current().type(row.get("code").intValue());
    List<byte[]> values = new ArrayList<>();
    for (JsonNode parameter : row.get("params")) {
      int width =
          values.size() < type.parameters().size()
              ? type.parameters().get(values.size()).type().width()
              : 0;
      values.add(value(parameter, width));
    }
    return event(type.code(), row.get("ts").longValue(), row.get("tid").longValue(), values);
  }

  static Event event(int code, long timestamp, long tid, List<byte[]> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    values.forEach(bytes::writeBytes);
    Event event = new Event();
    event.reset(bytes.toByteArray(), code, timestamp, tid, 0, 0);
    int at = 0;
    for (byte[] value : values) {
      event.add(at, value.length);
      at += value.length;
    }
    return event;
  }

  private static byte[] value(JsonNode node, int width) {
    if (node.isNull()) {
      return new byte[0];
    }
    if (node.isObject()) {
      return HexFormat.of().parseHex(node.get("hex").stringValue());
    }
    if (node.isString()) {
      return (node.stringValue() + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }
    byte[] bytes = new byte[8];
    LittleEndian.put64(bytes, 0, node.bigIntegerValue().longValue());
    return java.util.Arrays.copyOf(bytes, width);
  }

  /** All that counts of an event, as text. */
  static String describe(Event event) {
    StringBuilder text = new StringBuilder();
    text.append(event.type().enumName());
    text.append(" ts=").append(event.timestamp()).append(" tid=").append(event.tid());
    for (int i = 0; i < event.parameterCount(); i++) {
      text.append(' ').append(hex(event.bytes(), event.offset(i), event.length(i)));
    }
    return text.toString();
  }

  static String describe(EnterEvents.Slot slot) {
    StringBuilder text = new StringBuilder();
    text.append(EventTable.current().type(slot.code).enumName());
    text.append(" ts=").append(slot.timestamp).append(" tid=").append(slot.tid);
    for (int i = 0; i < slot.count; i++) {
      text.append(' ').append(hex(slot.values, slot.offsets[i], slot.lengths[i]));
    }
    return text.toString();
  }

  private static String hex(byte[] bytes, int offset, int length) {
    return length == 0 ? "-" : HexFormat.of().formatHex(bytes, offset, offset + length);
  }
}
