package dev.creance.corpus.segment;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.format.StringTable;
import dev.creance.events.Event;
import dev.creance.events.state.Container;
import dev.creance.events.state.ContextCodec;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
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
  private @Nullable ThreadState filled;
  private byte[] bytes = new byte[1 << 12];

  /** Over a segment, from its beginning. */
  public RecordedScope(Segment segment) throws CorpusException {
    this.segment = segment;
    this.machine = machine(segment);
    this.contexts = new ContextStore(segment);
    scope.firstTimestamp = segment.meta().captureFirstTime();
  }

  /**
   * What does not change in a segment: interfaces, processors, boot time, containers' addresses.
   */
  private static MachineState machine(Segment segment) throws CorpusException {
    MachineState machine = new MachineState(Options.defaults().withHostUsers(HostUsers.NONE));
    segment.machine().tell(machine);
    machine.settle();
    for (String container : segment.containers()) {
      machine.container(new MachineState.ContainerText(container));
    }
    return machine;
  }

  /** The scope that {@link #load} fills. */
  public EventScope scope() {
    return scope;
  }

  /** Fills the scope with the event of a row. */
  public EventScope load(Partition partition, int row) throws CorpusException {
    return load(partition, row, segment.time(partition.place(row)));
  }

  /**
   * Fills the scope with the event of a row, but for the clock: what does not depend on time is
   * evaluated without reading the column of times.
   */
  public EventScope loadTimeless(Partition partition, int row) throws CorpusException {
    return load(partition, row, 0);
  }

  /**
   * What of an event is needed beside its process.
   *
   * @param parameters those that are read; the ones between them will be empty
   */
  public record Needs(BitSet parameters, boolean lastFd, boolean threadId, boolean processor) {}

  /** Fills the scope with what is needed of the event of a row, and nothing else. */
  public EventScope load(Partition partition, int row, Needs needs) throws CorpusException {
    forget();
    bytes = SegmentEvents.fill(partition, row, needs, scope.event, bytes);
    process = contexts.process(partition.process().get(row));
    scope.thread = process == null ? null : process.thread();
    filled = scope.thread;
    scope.lastFd = needs.lastFd() ? partition.lastFd(partition.lastFd().get(row)) : -1;
    scope.descriptor = null;
    MachineState.complete(scope, Map.of());
    return scope;
  }

  private EventScope load(Partition partition, int row, long time) throws CorpusException {
    forget();
    int place = partition.place(row);
    bytes = SegmentEvents.fill(segment, partition, row, place, time, scope.event, bytes);
    process = contexts.process(partition.process().get(row));
    ThreadState thread = process == null ? null : process.thread();
    scope.thread = thread;
    scope.lastFd = partition.lastFd(partition.lastFd().get(row));
    Descriptor descriptor = contexts.descriptor(partition.descriptor().get(row));
    boolean indirect = partition.indirect().get(row) != 0;
    scope.descriptor = indirect ? null : descriptor;
    filled = thread;
    if (descriptor != null && indirect) {
      put(scope.lastFd, descriptor);
    }
    references(partition, row);
    MachineState.complete(scope, Map.of());
    return scope;
  }

  private void forget() {
    if (filled != null) {
      ContextCodec.closeAll(filled);
      filled = null;
    }
    others.clear();
    users.clear();
    groups.clear();
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
      ContextCodec.open(filled, number, descriptor);
    }
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
