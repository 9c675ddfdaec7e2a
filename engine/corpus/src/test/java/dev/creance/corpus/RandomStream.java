package dev.creance.corpus;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureReader;
import dev.creance.events.scap.CaptureWriter;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes captures that no recorder would: a stretch of a real one with events left out, repeated,
 * moved to other threads, with parameters exchanged, emptied or left away, and events of any type
 * with parameters of any other.
 */
final class RandomStream {
  private final List<Event> events = new ArrayList<>();
  private final Map<Integer, List<byte[]>> byLength = new HashMap<>();
  private final Path capture;

  RandomStream(Path capture) throws IOException {
    this.capture = capture;
    try (CaptureReader reader =
        CaptureReader.open(capture, new dev.creance.events.scap.CaptureHeader() {})) {
      Event event = new Event();
      while (reader.next(event)) {
        events.add(event.copy());
      }
    }
    for (Event event : events) {
      for (int i = 0; i < event.parameterCount(); i++) {
        List<byte[]> same =
            byLength.computeIfAbsent(Math.min(event.length(i), 40), key -> new ArrayList<>());
        if (same.size() < 500) {
          same.add(bytes(event, i));
        }
      }
    }
  }

  /** Writes a capture of at most so many events. */
  void write(Path to, int count, Random random) throws IOException {
    try (CaptureWriter writer = CaptureWriter.plain(Files.newOutputStream(to));
        CaptureReader reader = CaptureReader.open(capture, writer.head())) {
      reader.next(new Event());
      int start = random.nextInt(Math.max(1, events.size() - count));
      for (int i = 0; i < count; i++) {
        Event event = events.get(Math.min(events.size() - 1, start + i));
        int dice = random.nextInt(100);
        if (dice < 70) {
          writer.write(event);
        } else if (dice < 90) {
          writer.write(changed(event, random));
        } else if (dice < 95) {
          writer.write(invented(event, random));
        }
      }
    }
  }

  private Event changed(Event event, Random random) {
    int parameter = event.parameterCount() == 0 ? -1 : random.nextInt(event.parameterCount());
    int what = random.nextInt(4);
    Event other = events.get(random.nextInt(events.size()));
    List<byte[]> parameters = new ArrayList<>();
    for (int i = 0; i < event.parameterCount(); i++) {
      byte[] value = bytes(event, i);
      if (i == parameter) {
        value =
            switch (what) {
              case 0 -> new byte[0];
              case 1 -> random(value.length, random);
              case 2 ->
                  other.code() == event.code() && i < other.parameterCount()
                      ? bytes(other, i)
                      : value;
              default -> value;
            };
      }
      parameters.add(value);
    }
    return event(
        event.code(), event.timestamp(), what == 3 ? other.tid() : event.tid(), parameters);
  }

  private Event invented(Event like, Random random) {
    EventTable table = EventTable.current();
    EventType type = table.type(random.nextInt(table.size()));
    while (type.has(EventType.Flag.OLD_VERSION)
        || type.has(EventType.Flag.UNUSED)
        || type.has(EventType.Flag.LARGE_PAYLOAD)
        || type.enter()) {
      type = table.type(random.nextInt(table.size()));
    }
    List<byte[]> parameters = new ArrayList<>();
    for (int i = 0; i < type.parameters().size(); i++) {
      int width = type.parameters().get(i).type().width();
      parameters.add(random(width > 0 ? width : random.nextInt(40), random));
    }
    return event(type.code(), like.timestamp(), like.tid(), parameters);
  }

  private byte[] random(int length, Random random) {
    List<byte[]> known = byLength.get(Math.min(length, 40));
    if (known != null && length < 40 && random.nextInt(4) > 0) {
      return known.get(random.nextInt(known.size()));
    }
    byte[] value = new byte[length];
    if (random.nextBoolean() && length > 0) {
      value[0] = (byte) random.nextInt(10);
    } else {
      random.nextBytes(value);
    }
    return value;
  }

  private static Event event(int code, long timestamp, long tid, List<byte[]> parameters) {
    int size = parameters.stream().mapToInt(value -> value.length).sum();
    byte[] bytes = new byte[size];
    Event event = new Event();
    event.reset(bytes, code, timestamp, tid, 0, 0);
    int at = 0;
    for (byte[] value : parameters) {
      System.arraycopy(value, 0, bytes, at, value.length);
      event.add(at, value.length);
      at += value.length;
    }
    return event;
  }

  private static byte[] bytes(Event event, int parameter) {
    int offset = event.offset(parameter);
    return java.util.Arrays.copyOfRange(event.bytes(), offset, offset + event.length(parameter));
  }
}
