package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.events.state.Container;
import dev.creance.events.state.ContextCodec;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The distinct processes and descriptors of a segment, hash-consed: equal contexts are stored once.
 * A process row names the rows of its relatives (parent entry, main thread, leaders), so that
 * ancestors are references too.
 *
 * <p>Codes are numbers + 1; 0 stands for none. Used by one thread.
 */
final class ContextTables implements ContextCodec.Sink {
  /** Relatives deeper than this are cut off: longer chains come only from damaged captures. */
  private static final int DEEPEST = 256;

  final ByteDictionary texts = new ByteDictionary();
  final ByteDictionary processes = new ByteDictionary();
  final ByteDictionary descriptors = new ByteDictionary();

  /** The texts that describe containers. */
  final Set<Integer> containers = new TreeSet<>();

  private final RowBytes row = new RowBytes(1024, texts);
  final ValueColumns columns;
  private final Surroundings surroundings;
  private final DescriptorMemo known = new DescriptorMemo();
  private final List<ThreadState> open = new ArrayList<>();

  private Surroundings.@Nullable User lastUser;
  private int lastUserCode;
  private Surroundings.@Nullable Group lastGroup;
  private int lastGroupCode;

  /** The lowest place among {@link #open} that the threads being derived refer to. */
  private int lowest;

  /** Tells the codes of one segment from those of the next. */
  private int segment;

  ContextTables(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.columns = new ValueColumns(surroundings);
  }

  /**
   * Begins a segment; what was derived for another one no longer counts.
   *
   * @param number the segment's, another one for each segment that the state is used for
   */
  void begin(int number) {
    segment = number;
  }

  /** Forgets all contexts and keeps the memory for those of another segment. */
  void clear() {
    texts.clear();
    processes.clear();
    descriptors.clear();
    containers.clear();
    columns.clear();
    row.forget();
    known.forget();
    lastUser = null;
    lastGroup = null;
  }

  /** What a thread's code was derived from; holds while none of it has changed. */
  private static final class Derived {
    final int segment;
    final int code;
    final long threadsVersion;
    final long lookupsVersion;
    final ThreadState[] relatives;
    final long[] versions;

    Derived(
        int segment,
        int code,
        long threadsVersion,
        long lookupsVersion,
        List<ThreadState> relatives) {
      this.segment = segment;
      this.code = code;
      this.threadsVersion = threadsVersion;
      this.lookupsVersion = lookupsVersion;
      this.relatives = relatives.toArray(ThreadState[]::new);
      this.versions = new long[this.relatives.length];
      for (int i = 0; i < versions.length; i++) {
        versions[i] = this.relatives[i].version();
      }
    }

    boolean holds(Surroundings surroundings) {
      if (threadsVersion != surroundings.threadsVersion()
          || lookupsVersion != surroundings.lookupsVersion()) {
        return false;
      }
      for (int i = 0; i < versions.length; i++) {
        if (relatives[i].version() != versions[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** The code of a thread as it is now. */
  int process(@Nullable ThreadState thread) {
    if (thread == null) {
      return 0;
    }
    if (thread.derived instanceof Derived derived
        && derived.segment == segment
        && derived.holds(surroundings)) {
      return derived.code;
    }
    open.clear();
    lowest = Integer.MAX_VALUE;
    return derive(thread).code;
  }

  private Derived derive(ThreadState thread) {
    List<ThreadState> relatives = new ArrayList<>();
    relatives.add(thread);
    int place = open.size();
    open.add(thread);
    ThreadState main = thread.main();
    int parent = relative(surroundings.thread(thread.ptid), relatives);
    int leader = main == thread ? 0 : relative(main, relatives);
    int session = relative(surroundings.thread(thread.sid), relatives);
    int namespaceGroup = relative(surroundings.thread(thread.vpgid), relatives);
    int processGroup = relative(surroundings.thread(thread.pgid), relatives);
    open.remove(open.size() - 1);
    row.start();
    ContextCodec.write(thread, this);
    row.number(parent);
    row.number(leader);
    row.number(session);
    row.number(namespaceGroup);
    row.number(processGroup);
    user(surroundings.user(thread.containerId, thread.uid));
    user(surroundings.user(thread.containerId, thread.loginUid));
    group(surroundings.group(thread.containerId, thread.gid));
    Container container = surroundings.container(thread.containerId);
    container(container);
    container(
        container == null || container.podSandboxId().length() < 12
            ? null
            : surroundings.container(container.podSandboxId().substring(0, 12)));
    int before = processes.size();
    int code = row.intern(processes) + 1;
    if (processes.size() > before) {
      columns.process(thread);
    }
    Derived derived =
        new Derived(
            segment, code, surroundings.threadsVersion(), surroundings.lookupsVersion(), relatives);
    if (lowest >= place) {
      // Else it refers to one that it is derived for, in a loop: it means something there only.
      thread.derived(derived);
      lowest = Integer.MAX_VALUE;
    }
    return derived;
  }

  /** 0: none; positive: its code; negative: it is being derived, so many steps up. */
  private int relative(@Nullable ThreadState relative, List<ThreadState> relatives) {
    if (relative == null || open.size() > DEEPEST) {
      return 0;
    }
    for (int i = open.size() - 1; i >= 0; i--) {
      if (open.get(i) == relative) {
        lowest = Math.min(lowest, i);
        return i - open.size();
      }
    }
    Derived derived =
        relative.derived instanceof Derived known
                && known.segment == segment
                && known.holds(surroundings)
            ? known
            : derive(relative);
    for (ThreadState thread : derived.relatives) {
      if (!relatives.contains(thread)) {
        relatives.add(thread);
      }
    }
    return derived.code;
  }

  /** The code of a descriptor as it is now. */
  int descriptor(@Nullable Descriptor descriptor) {
    if (descriptor == null) {
      return 0;
    }
    boolean named = descriptor.oldName.equals(descriptor.name);
    long key = (long) segment << 32 | descriptor.version() & 0xFFFFFFFFL;
    if (named && descriptor.derivedKey == key) {
      return descriptor.derivedCode;
    }
    int code = descriptor.hasAddresses() ? 0 : known.code(descriptor);
    if (code == 0) {
      code = intern(descriptor);
      if (!descriptor.hasAddresses()) {
        known.keep(descriptor, code);
      }
    }
    if (named) {
      descriptor.derived(key, code);
    }
    return code;
  }

  private int intern(Descriptor descriptor) {
    row.start();
    ContextCodec.write(descriptor, this);
    int before = descriptors.size();
    int code = row.intern(descriptors) + 1;
    if (descriptors.size() > before) {
      columns.descriptor(descriptor);
    }
    return code;
  }

  /**
   * The code of a descriptor that is not open, of which fields guess the name from the event: what
   * they say depends on the event's type and on the two names.
   */
  int guess(EventScope scope, String name, String rawName) {
    row.start();
    ContextCodec.writeGuess(scope.event.code(), name, rawName, this);
    int before = descriptors.size();
    int code = row.intern(descriptors) + 1;
    if (descriptors.size() > before) {
      columns.guess(scope);
    }
    return code;
  }

  /** The code of a user: the number + 1 of its line among the texts. */
  int userCode(Surroundings.@Nullable User user) {
    if (user == null) {
      return 0;
    }
    if (user != lastUser) {
      lastUser = user;
      lastUserCode =
          1
              + row.code(
                  user.uid()
                      + "\0"
                      + user.gid()
                      + "\0"
                      + user.name()
                      + "\0"
                      + user.home()
                      + "\0"
                      + user.shell());
    }
    return lastUserCode;
  }

  /** The code of a group, likewise. */
  int groupCode(Surroundings.@Nullable Group group) {
    if (group == null) {
      return 0;
    }
    if (group != lastGroup) {
      lastGroup = group;
      lastGroupCode = 1 + row.code(group.gid() + "\0" + group.name());
    }
    return lastGroupCode;
  }

  /** The number of a text. */
  int textCode(String text) {
    return row.code(text);
  }

  private void user(Surroundings.@Nullable User user) {
    row.number(userCode(user));
  }

  private void group(Surroundings.@Nullable Group group) {
    row.number(groupCode(group));
  }

  /** Some containers are known without a container event: they are given its form. */
  private static String json(Container container) {
    return container.json().isEmpty()
        ? "{\"container\":{\"id\":\"%s\",\"full_id\":\"%s\",\"type\":%d,\"name\":\"%s\",\"image\":\"%s\"}}"
            .formatted(
                container.id(),
                container.fullId(),
                container.type(),
                container.name(),
                container.image())
        : container.json();
  }

  private void container(@Nullable Container container) {
    int code = container == null ? 0 : 1 + row.code(json(container));
    row.number(code);
    if (code > 0) {
      containers.add(code - 1);
    }
  }

  @Override
  public void number(int value) {
    row.number(value);
  }

  @Override
  public void number64(long value) {
    row.number64(value);
  }

  @Override
  public void text(String value) {
    row.text(value);
  }
}
