package dev.creance.corpus.segment;

import dev.creance.events.state.Container;
import dev.creance.events.state.ContextCodec;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.Surroundings.Group;
import dev.creance.events.state.Surroundings.User;
import dev.creance.events.state.ThreadState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of a segment, put together when they are asked for and kept while there are few.
 * Used by one thread: the objects it gives are filled and read by that thread alone.
 */
final class ContextStore {
  private static final int KEPT = 1 << 17;

  private final Segment segment;
  private @Nullable RecordedProcess[] processes;
  private @Nullable Descriptor[] descriptors;
  private final Map<Integer, Container> containers = new HashMap<>();
  private int kept;

  ContextStore(Segment segment) {
    this.segment = segment;
    this.processes = new @Nullable RecordedProcess[segment.processCount() + 1];
    this.descriptors = new @Nullable Descriptor[segment.descriptorCount() + 1];
  }

  /** The process of a code; 0 is none. */
  @Nullable RecordedProcess process(int code) {
    if (code == 0) {
      return null;
    }
    RecordedProcess known = processes[code];
    if (known == null) {
      forgetSome();
      known = read(code, new ArrayList<>());
      processes[code] = known;
    }
    return known;
  }

  /** The descriptor of a code; 0 is none, and a guess is none either. */
  @Nullable Descriptor descriptor(int code) {
    if (code == 0) {
      return null;
    }
    Descriptor known = descriptors[code];
    if (known == null) {
      forgetSome();
      known =
          ContextCodec.readDescriptor(
              new RowReader(segment.descriptors(), code - 1, segment.texts()));
      descriptors[code] = known;
    }
    return known;
  }

  private void forgetSome() {
    if (++kept > KEPT) {
      processes = new @Nullable RecordedProcess[processes.length];
      descriptors = new @Nullable Descriptor[descriptors.length];
      kept = 0;
    }
  }

  /**
   * @param open the threads that this one is read for, outermost first: what negative references
   *     point to
   */
  private RecordedProcess read(int code, List<ThreadState> open) {
    RowReader in = new RowReader(segment.processes(), code - 1, segment.texts());
    ThreadState thread = ContextCodec.readThread(in);
    open.add(thread);
    Map<Long, ThreadState> family = new TreeMap<>(Comparator.naturalOrder());
    family.put(thread.tid, thread);
    relative(in.number(), open, family);
    ThreadState leader = relative(in.number(), open, family);
    relative(in.number(), open, family);
    relative(in.number(), open, family);
    relative(in.number(), open, family);
    open.remove(open.size() - 1);
    ContextCodec.join(thread, leader);
    return new RecordedProcess(
        thread,
        family.values().toArray(ThreadState[]::new),
        user(in.number()),
        user(in.number()),
        group(in.number()),
        container(in.number()),
        container(in.number()));
  }

  private @Nullable ThreadState relative(
      int reference, List<ThreadState> open, Map<Long, ThreadState> family) {
    if (reference == 0) {
      return null;
    }
    if (reference < 0) {
      ThreadState above = open.get(open.size() + reference);
      family.putIfAbsent(above.tid, above);
      return above;
    }
    RecordedProcess known = processes[reference];
    if (known == null) {
      known = read(reference, open);
      if (open.size() == 1) {
        processes[reference] = known;
      }
    }
    for (ThreadState thread : known.family()) {
      family.putIfAbsent(thread.tid, thread);
    }
    return known.thread();
  }

  /** The user of a code; 0 is none. */
  @Nullable User user(int code) {
    if (code == 0) {
      return null;
    }
    String[] part = segment.texts().text(code - 1).split("\0", -1);
    return new User(
        Integer.parseInt(part[0]), Integer.parseInt(part[1]), part[2], part[3], part[4]);
  }

  /** The group of a code; 0 is none. */
  @Nullable Group group(int code) {
    if (code == 0) {
      return null;
    }
    String[] part = segment.texts().text(code - 1).split("\0", -1);
    return new Group(Integer.parseInt(part[0]), part[1]);
  }

  private @Nullable Container container(int code) {
    return code == 0
        ? null
        : containers.computeIfAbsent(code, key -> Container.read(segment.texts().text(key - 1)));
  }
}
