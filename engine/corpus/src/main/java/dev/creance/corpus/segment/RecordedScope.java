package dev.creance.corpus.segment;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.format.StringTable;
import dev.creance.events.Event;
import dev.creance.events.state.Container;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.DescriptorTable;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ScopeTraits;
import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.vocabulary.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills an {@link EventScope} from the rows of a segment: the event, its thread with ancestors, its
 * descriptor and whatever else its fields can look up, so that field readers see what they saw in
 * the replay. Measures (memory, open descriptors, scheduling times) are not recorded.
 *
 * <p>For one thread.
 */
public final class RecordedScope implements Surroundings {
  private final Segment segment;
  private final ContextStore contexts;
  private final Surroundings machine;
  private final EventScope scope = new EventScope(this);
  private final List<RecordedProcess> others = new ArrayList<>();
  private final List<User> users = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private @Nullable RecordedProcess process;
  private @Nullable DescriptorTable filled;
  private byte[] bytes = new byte[1 << 12];

  /**
   * @param machine what does not change in a capture: interfaces, processors, boot time
   */
  public RecordedScope(Segment segment, Surroundings machine) {
    this.segment = segment;
    this.machine = machine;
    this.contexts = new ContextStore(segment);
    scope.firstTimestamp = segment.meta().captureFirstTime();
  }

  /** The scope that {@link #load} fills. */
  public EventScope scope() {
    return scope;
  }

  /** Fills the scope with the event of a row. */
  public EventScope load(Partition partition, int row) throws CorpusException {
    forget();
    int place = partition.place(row);
    loadEvent(partition, row, place);
    process = contexts.process(partition.process().get(row));
    ThreadState thread = process == null ? null : process.thread();
    scope.thread = thread;
    scope.lastFd = partition.lastFd(partition.lastFd().get(row));
    Descriptor descriptor = contexts.descriptor(partition.descriptor().get(row));
    boolean indirect = partition.indirect().get(row) != 0;
    scope.descriptor = indirect ? null : descriptor;
    filled = thread == null ? null : thread.descriptors();
    if (descriptor != null && indirect) {
      put(scope.lastFd, descriptor);
    }
    references(partition, row);
    ScopeTraits.complete(scope);
    scope.previousTimestamp = previousTime(place);
    return scope;
  }

  private void forget() {
    if (filled != null) {
      filled.clear();
      filled = null;
    }
    others.clear();
    users.clear();
    groups.clear();
  }

  private void loadEvent(Partition partition, int row, int place) throws CorpusException {
    EventType type = partition.type();
    int count = type.parameters().size();
    int size = 0;
    Event event = scope.event;
    for (int i = 0; i < count; i++) {
      int code = partition.parameter(i).get(row);
      if (code > 0) {
        size += partition.values(i).length(code - 1);
      }
    }
    if (bytes.length < size) {
      bytes = new byte[size * 2];
    }
    event.reset(
        bytes,
        type.code(),
        segment.time(place),
        partition.tid(row),
        partition.processor().get(row),
        0);
    event.number(segment.meta().firstNumber() + place);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int code = partition.parameter(i).get(row);
      if (code == 0) {
        break;
      }
      StringTable values = partition.values(i);
      int length = values.length(code - 1);
      System.arraycopy(values.bytes(), values.offset(code - 1), bytes, at, length);
      event.add(at, length);
      at += length;
    }

  }

  private void references(Partition partition, int row) throws CorpusException {
    Event event = scope.event;
    List<ParameterReference> kinds = partition.references();
    for (int i = 0; i < kinds.size(); i++) {
      ParameterReference kind = kinds.get(i);
      if (kind == ParameterReference.NONE || !event.has(i)) {
        continue;
      }
      Codes references = partition.reference(i);
      int code = references.get(row);
      if (code == 0) {
        continue;
      }
      switch (kind) {
        case NONE -> {}
        case DESCRIPTOR -> {
          Descriptor descriptor = contexts.descriptor(code);
          if (descriptor != null) {
            put(SegmentBuilder.number(event, i), descriptor);
          }
        }
        case PROCESS -> {
          RecordedProcess other = contexts.process(code);
          if (other != null) {
            others.add(other);
          }
        }
        case USER -> {
          User user = contexts.user(code);
          if (user != null) {
            users.add(user);
          }
        }
        case GROUP -> {
          Group group = contexts.group(code);
          if (group != null) {
            groups.add(group);
          }
        }
        case DESCRIPTORS -> putList(event, i, code - 1);
      }
    }
  }

  private void putList(Event event, int parameter, int list) {
    StringTable lists = segment.lists();
    int count = lists.length(list) / 4;
    for (int i = 0; i < count; i++) {
      Descriptor descriptor =
          contexts.descriptor(RowBytes.int32(lists.bytes(), lists.offset(list) + 4 * i));
      if (descriptor != null) {
        long number = RowBytes.int64(event.bytes(), event.offset(parameter) + 2 + 10 * i);
        put(number, descriptor);
      }
    }
  }

  private void put(long number, Descriptor descriptor) {
    if (filled != null) {
      filled.put(number, descriptor);
    }
  }

  private long previousTime(int place) throws CorpusException {
    int before = segment.visibleBefore(place);
    return before < 0 ? segment.meta().previousTime() : segment.time(before);
  }

  @Override
  public @Nullable ThreadState thread(long tid) {
    RecordedProcess own = process;
    ThreadState found = own == null ? null : own.relative(tid);
    for (int i = 0; found == null && i < others.size(); i++) {
      found = others.get(i).relative(tid);
    }
    return found;
  }

  @Override
  public @Nullable User user(String containerId, int uid) {
    RecordedProcess own = process;
    if (own != null) {
      if (uid == own.thread().uid) {
        return own.user();
      }
      if (uid == own.thread().loginUid) {
        return own.loginUser();
      }
    }
    for (User user : users) {
      if (user.uid() == uid) {
        return user;
      }
    }
    return null;
  }

  @Override
  public @Nullable Group group(String containerId, int gid) {
    RecordedProcess own = process;
    if (own != null && gid == own.thread().gid) {
      return own.group();
    }
    for (Group group : groups) {
      if (group.gid() == gid) {
        return group;
      }
    }
    return null;
  }

  @Override
  public @Nullable Container container(String id) {
    RecordedProcess own = process;
    if (own == null) {
      return null;
    }
    Container container = own.container();
    if (container != null && container.id().equals(id)) {
      return container;
    }
    Container sandbox = own.sandbox();
    return sandbox != null && sandbox.id().equals(id) ? sandbox : null;
  }

  @Override
  public boolean localAddress(String address, ThreadState thread) {
    return machine.localAddress(address, thread);
  }

  @Override
  public long processors() {
    return machine.processors();
  }

  @Override
  public long bootTime() {
    return machine.bootTime();
  }

  @Override
  public boolean containerEngines() {
    return segment.meta().containerEngines();
  }

  @Override
  public long threadsVersion() {
    // A recorded process and its relatives never change: another moment is another object.
    return 0;
  }

  @Override
  public long lookupsVersion() {
    return 0;
  }
}
