package dev.creance.events.scap;

import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import dev.creance.grammar.vocabulary.Parameter;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with an event of a type and number of parameters so that it comes to fit the
 * newest schema: {@code converter-table.tsv}, made ready for quick use. Immutable.
 */
final class ConversionTable {
  private static final ConversionTable CURRENT = new ConversionTable(EventTable.current());

  /** What is to be done with events of a type. */
  enum Treatment {
    PASS,
    DROP,
    /** An enter event of which the table always has something to say. */
    CONVERT,
    /** An exit event: to be converted if it is old or short of parameters. */
    CONVERT_IF_SHORT,
    /** An old exit event that the table doesn't know. */
    REFUSE
  }

  /** What a plan does. */
  enum Action {
    /** Remember the event for its thread's exit event, and drop it. */
    STORE,
    PASS,
    STORE_AND_PASS,
    /** Keep the parameters and append others. */
    ADD_PARAMS,
    /** Become an event of another type, with just the plan's parameters. */
    CHANGE_TYPE
  }

  /** Where a parameter of the new event comes from. */
  enum Source {
    OLD,
    ENTER,
    /** As {@code ENTER}, but empty instead of the default where there is no enter event. */
    ENTER_OR_EMPTY,
    DEFAULT,
    EMPTY,
    CONTAINER_JSON
  }

  /**
   * One parameter of the new event.
   *
   * @param index the number of the source's parameter
   * @param longest what is longer is cut
   * @param defaultBytes the length of the default value, whose bytes are all {@code defaultByte}
   */
  record Instruction(Source source, int index, int longest, int defaultBytes, byte defaultByte) {}

  /** What to do with one (type, number of parameters). */
  record Plan(Action action, int code, int lengthBytes, List<Instruction> instructions) {}

  private final EventTable events;
  private final Treatment[] treatments;
  private final int[] parameterCounts;
  private final boolean[] old;
  private final int[] lengthBytes;
  private final @Nullable Plan[][] plans;

  private ConversionTable(EventTable events) {
    this.events = events;
    int size = events.size();
    treatments = new Treatment[size];
    parameterCounts = new int[size];
    old = new boolean[size];
    lengthBytes = new int[size];
    plans = new @Nullable Plan[size][];
    for (EventType type : events.types()) {
      int code = type.code();
      treatments[code] = treatment(type);
      parameterCounts[code] = type.parameters().size();
      old[code] = type.has(EventType.Flag.OLD_VERSION);
      lengthBytes[code] = type.has(EventType.Flag.LARGE_PAYLOAD) ? 4 : 2;
      plans[code] = new @Nullable Plan[type.parameters().size() + 1];
    }
    for (String[] row : EventTable.rows("converter-table.tsv")) {
      addPlan(row);
    }
  }

  /** The table of the libs version that Creance follows. */
  static ConversionTable current() {
    return CURRENT;
  }

  int size() {
    return treatments.length;
  }

  Treatment treatment(int code) {
    return treatments[code];
  }

  /** The parameters that the newest schema of a type has. */
  int parameterCount(int code) {
    return parameterCounts[code];
  }

  /** Whether another type has replaced this one. */
  boolean old(int code) {
    return old[code];
  }

  /** The bytes that a parameter's length takes in an event of this type: 2 or 4. */
  int lengthBytes(int code) {
    return lengthBytes[code];
  }

  @Nullable Plan plan(int code, int count) {
    @Nullable Plan[] ofType = plans[code];
    return count < ofType.length ? ofType[count] : null;
  }

  /** The enum name of a type, for messages. */
  String name(int code) {
    return events.type(code).enumName();
  }

  private static Treatment treatment(EventType type) {
    if (type.has(EventType.Flag.UNUSED)) {
      return Treatment.DROP;
    }
    if (type.has(EventType.Flag.CONVERTER_MANAGED)) {
      return type.enter() ? Treatment.CONVERT : Treatment.CONVERT_IF_SHORT;
    }
    if (!type.has(EventType.Flag.OLD_VERSION)) {
      return Treatment.PASS;
    }
    return type.enter() ? Treatment.DROP : Treatment.REFUSE;
  }

  /** A row: code, name, parameters, action, new code, new name, instructions. */
  private void addPlan(String[] row) {
    int code = Integer.parseInt(row[0]);
    int count = Integer.parseInt(row[2]);
    Action action = Action.valueOf(row[3]);
    int newCode = action == Action.CHANGE_TYPE ? Integer.parseInt(row[4]) : code;
    List<Instruction> instructions = new ArrayList<>();
    if (!row[6].equals("-")) {
      int target = action == Action.CHANGE_TYPE ? 0 : count;
      for (String text : row[6].split(",")) {
        instructions.add(instruction(text, newCode, target++));
      }
    }
    plans[code][count] = new Plan(action, newCode, lengthBytes[newCode], List.copyOf(instructions));
  }

  private Instruction instruction(String text, int code, int target) {
    int bracket = text.indexOf('[');
    int index = bracket < 0 ? 0 : Integer.parseInt(text.substring(bracket + 1, text.indexOf(']')));
    boolean orEmpty = text.endsWith("?empty");
    Source source =
        switch (bracket < 0 ? text : text.substring(0, bracket)) {
          case "OLD" -> Source.OLD;
          case "ENTER" -> orEmpty ? Source.ENTER_OR_EMPTY : Source.ENTER;
          case "DEFAULT" -> Source.DEFAULT;
          case "EMPTY" -> Source.EMPTY;
          case "CALLBACK?empty" -> Source.CONTAINER_JSON;
          default -> throw new IllegalArgumentException("no conversion instruction " + text);
        };
    Parameter parameter = events.type(code).parameters().get(target);
    ValueType type = parameter.type();
    int longest = lengthBytes[code] == 2 ? 0xFFFF : Integer.MAX_VALUE;
    return new Instruction(
        source,
        index,
        type.width() > 0 ? type.width() : longest,
        type.width(),
        type == ValueType.UID || type == ValueType.GID ? (byte) 0xFF : 0);
  }
}
