package dev.creance.events.scap;

import dev.creance.events.Event;
import dev.creance.events.scap.ConversionTable.Instruction;
import dev.creance.events.scap.ConversionTable.Plan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns events of old captures into events of the newest schema, as libscap does after reading.
 *
 * <p>Old events may need several steps, each from one version to the next. Enter events are mostly
 * remembered and dropped: the newest exit events carry their parameters. An event that is new
 * already passes untouched.
 *
 * <p>Not thread-safe. A converted event's bytes belong to the converter and are valid until the
 * next conversion.
 */
public final class EventConverter {
  /** What became of an event. */
  public enum Outcome {
    PASS,
    DROP,
    /** It has come one version further and is not there yet. */
    CONTINUE
  }

  private static final int LONGEST_EVENT = 1 << 16;
  private static final int EVENT_HEADER_BYTES = 26;
  private static final int MOST_STEPS = 50;

  private final ConversionTable table = ConversionTable.current();
  private final EnterEvents enterEvents = new EnterEvents();
  private final Event work = new Event();
  private byte[] values = new byte[LONGEST_EVENT];
  private byte[] spareValues = new byte[LONGEST_EVENT];
  private int size;

  /**
   * Converts an event in place, in as many steps as it takes.
   *
   * @return whether it passes; if not, it is dropped
   */
  public boolean convert(Event event) throws ConversionException {
    Outcome outcome = judge(event.code(), event.parameterCount());
    int steps = 0;
    while (outcome == Outcome.CONTINUE) {
      if (++steps > MOST_STEPS) {
        throw new ConversionException(describe(event) + " is not new after 50 conversions");
      }
      outcome = step(event);
    }
    return outcome == Outcome.PASS;
  }

  /** What the event needs, before anything is done: {@code CONTINUE} means a conversion. */
  public Outcome judge(int code, int count) throws ConversionException {
    return switch (table.treatment(code)) {
      case PASS -> Outcome.PASS;
      case DROP -> Outcome.DROP;
      case CONVERT -> Outcome.CONTINUE;
      case CONVERT_IF_SHORT -> {
        int expected = table.parameterCount(code);
        if (count > expected) {
          throw new ConversionException(
              table.name(code) + " has " + count + " parameters, expected at most " + expected);
        }
        yield count != expected || table.old(code) ? Outcome.CONTINUE : Outcome.PASS;
      }
      case REFUSE ->
          throw new ConversionException(table.name(code) + " is old and has no successor");
    };
  }

  /** A copy of the enter event that is remembered for a thread. */
  public Optional<Event> enterEvent(long tid) {
    return Optional.ofNullable(enterEvents.find(tid)).map(EnterEvents.Slot::event);
  }

  /** Converts an event that needs it by one version, in place. */
  public Outcome step(Event event) throws ConversionException {
    if (judge(event.code(), event.parameterCount()) != Outcome.CONTINUE) {
      throw new ConversionException(describe(event) + " needs no conversion");
    }
    checkLength(event);
    Plan plan = table.plan(event.code(), event.parameterCount());
    if (plan == null) {
      throw new ConversionException("no conversion is known for " + describe(event));
    }
    return switch (plan.action()) {
      case STORE -> {
        enterEvents.store(event);
        yield Outcome.DROP;
      }
      case PASS -> Outcome.PASS;
      case STORE_AND_PASS -> {
        enterEvents.store(event);
        yield Outcome.PASS;
      }
      case ADD_PARAMS, CHANGE_TYPE -> {
        rebuild(event, plan);
        yield judge(event.code(), event.parameterCount());
      }
    };
  }

  private void checkLength(Event event) throws ConversionException {
    long length = EVENT_HEADER_BYTES;
    int lengthBytes = table.lengthBytes(event.code());
    for (int i = 0; i < event.parameterCount(); i++) {
      length += lengthBytes + event.length(i);
    }
    if (length > LONGEST_EVENT) {
      throw new ConversionException(
          "invalid event: "
              + describe(event)
              + " is "
              + length
              + " bytes long, expected at most "
              + LONGEST_EVENT
              + " for an event that needs conversion");
    }
  }

  private void rebuild(Event event, Plan plan) throws ConversionException {
    boolean keep = plan.action() == ConversionTable.Action.ADD_PARAMS;
    int kept = keep ? event.parameterCount() : 0;
    int count = kept + plan.instructions().size();
    // The event may lie in `values` from the step before.
    byte[] target = spareValues;
    spareValues = values;
    values = target;
    size = 0;
    work.reset(target, plan.code(), event.timestamp(), event.tid(), event.cpu(), event.flags());
    int space = LONGEST_EVENT - EVENT_HEADER_BYTES - count * plan.lengthBytes();
    for (int i = 0; i < kept; i++) {
      append(event.bytes(), event.offset(i), event.length(i), space);
    }
    fill(event, plan, space);
    event.reset(target, plan.code(), event.timestamp(), event.tid(), event.cpu(), event.flags());
    for (int i = 0; i < count; i++) {
      event.add(work.offset(i), work.length(i));
    }
  }

  private void fill(Event event, Plan plan, int space) throws ConversionException {
    EnterEvents.@Nullable Slot enter = null;
    List<Instruction> instructions = plan.instructions();
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      switch (instruction.source()) {
        case EMPTY -> work.add(size, 0);
        case DEFAULT -> appendDefault(instruction, space);
        case OLD -> {
          int index = instruction.index();
          if (index >= event.parameterCount()) {
            throw new ConversionException(describe(event) + " has no parameter " + index);
          }
          append(
              event.bytes(),
              event.offset(index),
              Math.min(event.length(index), instruction.longest()),
              space);
        }
        case ENTER, ENTER_OR_EMPTY -> {
          EnterEvents.@Nullable Slot found = fromEnter(event, instruction, space);
          if (found != null) {
            enter = found;
          }
        }
        case CONTAINER_JSON -> appendContainerJson(event, space);
      }
    }
    if (enter != null) {
      enterEvents.clear(enter);
    }
  }

  private EnterEvents.@Nullable Slot fromEnter(Event event, Instruction instruction, int space)
      throws ConversionException {
    EnterEvents.@Nullable Slot enter = enterEvents.find(event.tid());
    if (enter == null) {
      if (instruction.source() == ConversionTable.Source.ENTER_OR_EMPTY) {
        work.add(size, 0);
      } else {
        appendDefault(instruction, space);
      }
      return null;
    }
    if (enter.code != event.code() - 1) {
      throw new ConversionException(
          String.format(
              "the enter event before %s of thread %d is %s, expected %s",
              describe(event), event.tid(), table.name(enter.code), table.name(event.code() - 1)));
    }
    int index = instruction.index();
    if (index >= enter.count) {
      throw new ConversionException(
          String.format(
              "%s of thread %d has %d parameters, expected at least %d",
              table.name(enter.code), event.tid(), enter.count, index + 1));
    }
    append(
        enter.values,
        enter.offsets[index],
        Math.min(enter.lengths[index], instruction.longest()),
        space);
    return enter;
  }

  private void append(byte[] from, int offset, int length, int space) throws ConversionException {
    checkSpace(length, space);
    System.arraycopy(from, offset, values, size, length);
    work.add(size, length);
    size += length;
  }

  private void appendDefault(Instruction instruction, int space) throws ConversionException {
    int length = instruction.defaultBytes();
    checkSpace(length, space);
    Arrays.fill(values, size, size + length, instruction.defaultByte());
    work.add(size, length);
    size += length;
  }

  private void checkSpace(int length, int space) throws ConversionException {
    if (length > space - size) {
      throw new ConversionException(
          "the converted event would be longer than the conversion buffer of "
              + LONGEST_EVENT
              + " bytes");
    }
  }

  /** The JSON of a container as the successor of its four parameters; they aren't escaped. */
  private void appendContainerJson(Event event, int space) throws ConversionException {
    if (event.parameterCount() < 4
        || !event.has(0)
        || event.length(1) > 4
        || !event.has(2)
        || !event.has(3)) {
      work.add(size, 0);
      return;
    }
    String json =
        "{\"id\":\""
            + withoutNul(event, 0)
            + "\",\"type\":"
            + event.uint32(1)
            + ",\"name\":\""
            + withoutNul(event, 2)
            + "\",\"image\":\""
            + withoutNul(event, 3)
            + "\"}\0";
    byte[] bytes = json.getBytes(StandardCharsets.ISO_8859_1);
    append(bytes, 0, bytes.length, space);
  }

  private static String withoutNul(Event event, int parameter) {
    return LittleEndian.bytes(event.bytes(), event.offset(parameter), event.length(parameter) - 1);
  }

  private String describe(Event event) {
    return table.name(event.code()) + " with " + event.parameterCount() + " parameters";
  }
}
