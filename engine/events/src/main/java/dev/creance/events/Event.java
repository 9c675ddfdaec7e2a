package dev.creance.events;

import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One event, newest schema: header and parameters as slices of a byte array.
 *
 * <p>A mutable cursor: a reader fills the same instance again and again, so that nothing is
 * allocated per event; {@link #copy()} keeps one. Parameter numbers count from 0 in the order of
 * {@link EventType#parameters()}. A parameter of length 0 is <em>empty</em>: it is there but has no
 * value. Text is given as a byte string (every char one byte).
 */
public final class Event {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final EventType[] TYPES = EventTable.current().types().toArray(EventType[]::new);

  private byte[] bytes = new byte[0];
  private int[] offsets = new int[32];
  private int[] lengths = new int[32];
  private int parameterCount;
  private int code;
  private int cpu;
  private int flags;
  private long number;
  private long timestamp;
  private long tid;

  /** Starts a new event over {@code bytes}; parameters are then added by {@link #add}. */
  public void reset(byte[] bytes, int code, long timestamp, long tid, int cpu, int flags) {
    this.bytes = bytes;
    this.code = code;
    this.timestamp = timestamp;
    this.tid = tid;
    this.cpu = cpu;
    this.flags = flags;
    this.parameterCount = 0;
  }

  /** Adds the next parameter: a slice of the array given to {@link #reset}. */
  public void add(int offset, int length) {
    if (parameterCount == offsets.length) {
      offsets = java.util.Arrays.copyOf(offsets, parameterCount * 2);
      lengths = java.util.Arrays.copyOf(lengths, parameterCount * 2);
    }
    offsets[parameterCount] = offset;
    lengths[parameterCount++] = length;
  }

  /**
   * The event's number in the capture, from 1 (Falco's {@code evt.num}); 0 before it is counted.
   */
  public long number() {
    return number;
  }

  public void number(long number) {
    this.number = number;
  }

  /** Nanoseconds since the epoch, unsigned. */
  public long timestamp() {
    return timestamp;
  }

  public long tid() {
    return tid;
  }

  public int cpu() {
    return cpu;
  }

  /** The block's flags: bit 0 = updates the state only, never shown to rules. */
  public int flags() {
    return flags;
  }

  public int code() {
    return code;
  }

  public EventType type() {
    return TYPES[code];
  }

  public boolean enter() {
    return (code & 1) == 0;
  }

  /** The parameters that the event really carries; may be fewer than the schema's. */
  public int parameterCount() {
    return parameterCount;
  }

  /** The array that {@link #offset} points into. */
  public byte[] bytes() {
    return bytes;
  }

  public int offset(int parameter) {
    return offsets[parameter];
  }

  /** The length of a parameter in bytes; 0 when it is empty, −1 when the event has none. */
  public int length(int parameter) {
    return parameter < parameterCount ? lengths[parameter] : -1;
  }

  /** Whether a parameter is there with a value. */
  public boolean has(int parameter) {
    return parameter < parameterCount && lengths[parameter] > 0;
  }

  /** A parameter of 8 bytes; 0 when it has fewer. */
  public long int64(int parameter) {
    return length(parameter) >= 8 ? (long) LONG.get(bytes, offsets[parameter]) : 0;
  }

  /** A parameter of 4 bytes, signed; 0 when it has fewer. */
  public int int32(int parameter) {
    return length(parameter) >= 4 ? (int) INT.get(bytes, offsets[parameter]) : 0;
  }

  public long uint32(int parameter) {
    return int32(parameter) & 0xFFFFFFFFL;
  }

  public int uint16(int parameter) {
    return length(parameter) >= 2 ? (short) SHORT.get(bytes, offsets[parameter]) & 0xFFFF : 0;
  }

  public int uint8(int parameter) {
    return length(parameter) >= 1 ? bytes[offsets[parameter]] & 0xFF : 0;
  }

  /** All bytes of a parameter as a byte string, a final NUL included. */
  public String raw(int parameter) {
    return new String(bytes, offsets[parameter], lengths[parameter], StandardCharsets.ISO_8859_1);
  }

  /**
   * A text parameter up to its first NUL; {@code <NA>} when it is empty or reads {@code (NULL)}.
   */
  public String text(int parameter) {
    int length = length(parameter);
    if (length <= 0) {
      return "<NA>";
    }
    int start = offsets[parameter];
    int end = start;
    int limit = start + length;
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    if (end - start == 6
        && bytes[start] == '('
        && new String(bytes, start, 6, StandardCharsets.ISO_8859_1).equals("(NULL)")) {
      return "<NA>";
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** An independent copy, with its own bytes. */
  public Event copy() {
    Event copy = new Event();
    copyTo(copy);
    return copy;
  }

  /**
   * Makes another event a copy with bytes of its own. It must not have been {@link #reset} to an
   * array that is used elsewhere; an event that only ever was such a copy keeps its array.
   */
  public void copyTo(Event copy) {
    int total = 0;
    for (int i = 0; i < parameterCount; i++) {
      total += lengths[i];
    }
    byte[] own = copy.bytes.length >= total ? copy.bytes : new byte[total];
    copy.reset(own, code, timestamp, tid, cpu, flags);
    copy.number = number;
    int at = 0;
    for (int i = 0; i < parameterCount; i++) {
      System.arraycopy(bytes, offsets[i], own, at, lengths[i]);
      copy.add(at, lengths[i]);
      at += lengths[i];
    }
  }
}
