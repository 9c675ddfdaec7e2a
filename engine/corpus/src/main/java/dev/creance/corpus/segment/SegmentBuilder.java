package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.corpus.format.LongColumn;
import dev.creance.events.Event;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes consecutive events with their scopes and puts them into columns; {@link SegmentWriter}
 * makes a file of it. Used by one thread.
 */
public final class SegmentBuilder {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** In the place of a name that has no value; no name holds a NUL. */
  private static final String MISSING = "\0";

  final ContextTables contexts;
  final LongColumn times = new LongColumn();
  final ByteDictionary descriptorLists = new ByteDictionary();
  final @Nullable PartitionBuilder[] visible =
      new @Nullable PartitionBuilder[EventTable.current().size()];
  final @Nullable PartitionBuilder[] hidden =
      new @Nullable PartitionBuilder[EventTable.current().size()];
  long firstNumber = -1;
  private byte[] list = new byte[64];
  private final FieldReader name;
  private final FieldReader rawName;
  private final Cell cell = new Cell();
  private final CellBytes cellBytes = new CellBytes();
  private long parameterBytes;

  /**
   * @param surroundings the state that the events' scopes look things up in
   */
  public SegmentBuilder(Surroundings surroundings) {
    this.contexts = new ContextTables(surroundings);
    FieldCatalogue catalogue = FieldCatalogue.current();
    this.name = reader(catalogue, "fd.name");
    this.rawName = reader(catalogue, "fd.nameraw");
  }

  /** Forgets all events and keeps the memory for those of another segment. */
  public void clear() {
    contexts.clear();
    times.clear();
    descriptorLists.clear();
    for (@Nullable PartitionBuilder[] partitions : List.of(visible, hidden)) {
      for (PartitionBuilder partition : partitions) {
        if (partition != null) {
          partition.clear();
        }
      }
    }
    firstNumber = -1;
    parameterBytes = 0;
  }

  /**
   * Begins a segment; the builder is new or was cleared.
   *
   * @param number the segment's, another one for each segment of a capture
   */
  public void begin(int number) {
    contexts.begin(number);
  }

  /** The events so far. */
  public int size() {
    return times.size();
  }

  /** The number of the first event, −1 when there is none. */
  public long firstNumber() {
    return firstNumber;
  }

  /** An estimate of the memory that the segment takes, in bytes. */
  public long memory() {
    return 48L * times.size()
        + parameterBytes
        + contexts.texts.byteSize()
        + contexts.processes.byteSize()
        + contexts.descriptors.byteSize();
  }

  /**
   * Appends the event of a scope.
   *
   * @param shown whether rules see it
   */
  public void add(EventScope scope, boolean shown) {
    Event event = scope.event;
    if (firstNumber < 0) {
      firstNumber = event.number();
    }
    // Events are numbered without gaps, so the place in the times tells the number and back.
    times.add(event.timestamp());
    PartitionBuilder partition = partition(event, shown);
    partition.numbers.add((int) (event.number() - firstNumber));
    partition.processes.add(contexts.process(scope.thread));
    partition.lastFds.add(partition.lastFdValues.intern(scope.lastFd));
    partition.tids.add(partition.tidValues.intern(event.tid()));
    partition.processors.add(event.cpu() & 0xFFFF);
    int path = 0;
    PartitionBuilder.ParameterBuilder[] parameters = partition.parameters;
    for (int i = 0; i < parameters.length; i++) {
      PartitionBuilder.ParameterBuilder parameter = parameters[i];
      int length = event.length(i);
      int code = 0;
      if (length >= 0) {
        int before = parameter.values.byteSize();
        code = 1 + parameter.values.intern(event.bytes(), event.offset(i), length);
        parameterBytes += parameter.values.byteSize() - before;
      }
      parameter.codes.add(code);
      if (i == PartitionBuilder.OPENED_PATH) {
        path = code;
      }
      if (parameter.paths != null) {
        int before = parameter.paths.values.byteSize();
        parameter.paths.add(scope, i, code, cellBytes);
        parameterBytes += parameter.paths.values.byteSize() - before;
      }
      if (parameter.references != null) {
        parameter.references.add(reference(parameter.reference, event, i, scope));
      }
    }
    addDescriptor(scope, partition, path);
  }

  /** The descriptor that fields speak of: the event's own, else the one of the last number. */
  private void addDescriptor(EventScope scope, PartitionBuilder partition, int path) {
    Descriptor descriptor = scope.descriptor;
    boolean indirect = false;
    int code = 0;
    if (descriptor == null && partition.usesDescriptor) {
      ThreadState thread = scope.thread;
      descriptor = thread == null ? null : thread.descriptor(scope.lastFd);
      indirect = descriptor != null;
      if (descriptor == null && thread != null) {
        code = guess(scope, partition, path);
      }
    }
    partition.descriptors.add(code == 0 ? contexts.descriptor(descriptor) : code);
    partition.indirect.add(indirect ? 1 : 0);
  }

  /** What a descriptor that is not open is taken to be. */
  private int guess(EventScope scope, PartitionBuilder partition, int path) {
    int number =
        switch (partition.guess) {
          case TYPE -> 0;
          case PATH -> absolute(scope.event) ? path : -1;
          case EVENT -> -1;
        };
    if (number < 0) {
      return guess(scope);
    }
    int code = partition.guess(number);
    if (code == 0) {
      code = guess(scope);
      partition.keepGuess(number, code);
    }
    return code;
  }

  /** Whether an {@code openat} says all of the path and is complete before it. */
  private static boolean absolute(Event event) {
    int path = PartitionBuilder.OPENED_PATH;
    return event.has(path) && event.bytes()[event.offset(path)] == '/' && event.has(path - 1);
  }

  private int guess(EventScope scope) {
    String guessed = name.read(scope, cell) ? cell.text : MISSING;
    String raw = rawName.read(scope, cell) ? cell.text : MISSING;
    return contexts.guess(scope, guessed, raw);
  }

  private static FieldReader reader(FieldCatalogue catalogue, String field) {
    Field found = Objects.requireNonNull(catalogue.find(field));
    return FieldReaders.of(new FieldExpression.Access(found, Optional.empty(), found.type()));
  }

  private PartitionBuilder partition(Event event, boolean shown) {
    @Nullable PartitionBuilder[] all = shown ? visible : hidden;
    PartitionBuilder partition = all[event.code()];
    if (partition == null) {
      partition = new PartitionBuilder(event.type(), shown);
      all[event.code()] = partition;
    }
    return partition;
  }

  private int reference(ParameterReference kind, Event event, int parameter, EventScope scope) {
    ThreadState thread = scope.thread;
    if (!event.has(parameter)) {
      return 0;
    }
    return switch (kind) {
      case NONE -> 0;
      case DESCRIPTOR -> {
        long number = number(event, parameter);
        yield thread == null
            ? 0
            : number == scope.lastFd && scope.descriptor != null
                ? contexts.descriptor(scope.descriptor)
                : contexts.descriptor(thread.descriptor(number));
      }
      case PROCESS -> contexts.process(scope.surroundings.thread(number(event, parameter)));
      case USER ->
          thread == null
              ? 0
              : contexts.userCode(
                  scope.surroundings.user(thread.containerId, event.int32(parameter)));
      case GROUP ->
          thread == null
              ? 0
              : contexts.groupCode(
                  scope.surroundings.group(thread.containerId, event.int32(parameter)));
      case DESCRIPTORS -> thread == null ? 0 : descriptors(event, parameter, thread);
    };
  }

  static long number(Event event, int parameter) {
    int length = event.length(parameter);
    if (length == 9) {
      // A DYN parameter: its first byte chose a descriptor.
      long value = 0;
      for (int i = 8; i > 0; i--) {
        value = value << 8 | event.bytes()[event.offset(parameter) + i] & 0xFF;
      }
      return value;
    }
    return length >= 8 ? event.int64(parameter) : event.int32(parameter);
  }

  private int descriptors(Event event, int parameter, ThreadState thread) {
    byte[] bytes = event.bytes();
    int offset = event.offset(parameter);
    int count = Math.min(event.uint16(parameter), Math.max(0, (event.length(parameter) - 2) / 10));
    if (list.length < 4 * count) {
      list = new byte[8 * count];
    }
    for (int i = 0; i < count; i++) {
      long number = 0;
      for (int b = 7; b >= 0; b--) {
        number = number << 8 | bytes[offset + 2 + 10 * i + b] & 0xFF;
      }
      INT.set(list, 4 * i, contexts.descriptor(thread.descriptor(number)));
    }
    return 1 + descriptorLists.intern(list, 0, 4 * count);
  }
}
