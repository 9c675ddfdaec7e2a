package dev.creance.events.scap;

import dev.creance.events.Event;
import java.util.Arrays;

/**
 * Makes events, parameter by parameter in the schema's order:
 *
 * <pre>{@code
 * Event event = builder.begin(354, timestamp, -1, 0).int32(uid).int32(gid).text("etcd") … .event();
 * }</pre>
 *
 * <p>Reusable: the event is valid until {@link #begin} is called again.
 */
public final class EventBuilder {
  private final BlockBuffer values = new BlockBuffer();
  private final Event event = new Event();
  private int code;
  private long timestamp;
  private long tid;
  private int cpu;
  private int count;
  private int[] ends = new int[8];

  /** Begins an event of the newest schema. */
  public EventBuilder begin(int code, long timestamp, long tid, int cpu) {
    this.code = code;
    this.timestamp = timestamp;
    this.tid = tid;
    this.cpu = cpu;
    count = 0;
    values.clear();
    return this;
  }

  /** A parameter of 1 byte. */
  public EventBuilder int8(int value) {
    values.put8(value);
    return end();
  }

  /** A parameter of 2 bytes. */
  public EventBuilder int16(int value) {
    values.put16(value);
    return end();
  }

  /** A parameter of 4 bytes. */
  public EventBuilder int32(int value) {
    values.put32(value);
    return end();
  }

  /** A parameter of 8 bytes. */
  public EventBuilder int64(long value) {
    values.put64(value);
    return end();
  }

  /** A text, given as a byte string without its NUL. */
  public EventBuilder text(String value) {
    values.put(value);
    values.put8(0);
    return end();
  }

  /** The bytes of a byte string. */
  public EventBuilder bytes(String value) {
    values.put(value);
    return end();
  }

  /** A parameter without a value. */
  public EventBuilder empty() {
    return end();
  }

  private EventBuilder end() {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = values.size;
    return this;
  }

  /** The event. */
  public Event event() {
    event.reset(values.bytes, code, timestamp, tid, cpu, 0);
    int start = 0;
    for (int i = 0; i < count; i++) {
      event.add(start, ends[i] - start);
      start = ends[i];
    }
    return event;
  }
}
