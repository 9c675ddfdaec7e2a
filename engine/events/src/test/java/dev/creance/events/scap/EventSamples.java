package dev.creance.events.scap;

import dev.creance.events.Event;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;

/** Made-up events, and events written as text for comparison. */
final class EventSamples {
  private EventSamples() {}

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

  private static String hex(byte[] bytes, int offset, int length) {
    return length == 0 ? "-" : HexFormat.of().formatHex(bytes, offset, offset + length);
  }
}
