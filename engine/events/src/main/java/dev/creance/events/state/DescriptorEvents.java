package dev.creance.events.state;

import dev.creance.events.Event;
import dev.creance.events.Paths;
import org.jspecify.annotations.Nullable;

/** Descriptors opened, copied and closed, sockets apart. */
final class DescriptorEvents {
  private static final int O_DIRECTORY = 1 << 10;
  private static final int O_CLOEXEC = 1 << 12;
  private static final int O_F_CREATED = 1 << 14;
  private static final int UPPER_LAYER = 1 << 15;
  private static final int LOWER_LAYER = 1 << 16;
  private static final int CREAT_UPPER_LAYER = 1;
  private static final int CREAT_LOWER_LAYER = 1 << 1;
  private static final int EPOLL_CLOEXEC = 1;
  private static final int F_DUPFD = 1;
  private static final int F_SETFD = 3;
  private static final int F_DUPFD_CLOEXEC = 26;
  private static final int FD_CLOEXEC = 1;
  private static final int CLOSE_RANGE_CLOEXEC = 1 << 2;
  private static final long AT_FDCWD = -100;
  private static final String NONE = "<NA>";

  private final EventScope scope;
  private final OpenDescriptors descriptors;
  private final Threads threads;
  private final ByteStrings strings;

  DescriptorEvents(
      EventScope scope, OpenDescriptors descriptors, Threads threads, ByteStrings strings) {
    this.scope = scope;
    this.descriptors = descriptors;
    this.threads = threads;
    this.strings = strings;
  }

  /**
   * The directory that a path counts from.
   *
   * @return {@code .} for an absolute path, {@code <UNKNOWN>} for an unknown descriptor, else with
   *     a final slash
   */
  static String directory(ThreadState thread, String path, long number) {
    if (Paths.absolute(path)) {
      return ".";
    }
    if (number == AT_FDCWD) {
      return thread.workingDirectory();
    }
    Descriptor directory = thread.descriptor(number);
    if (directory == null) {
      return "<UNKNOWN>";
    }
    String name = directory.name;
    return name.isEmpty() || name.endsWith("/") ? name : name + '/';
  }

  void open(Event event, ThreadState thread, @Nullable Event enter) {
    if (scope.returnValue() < 0) {
      return;
    }
    String name = strings.text(event, 1);
    int flags = event.int32(2);
    if (enter != null) {
      String enterName = strings.text(enter, 0);
      if (!enterName.equals(NONE)) {
        name = enterName;
        flags = enter.int32(1) | added(flags);
      }
    }
    opened(thread, thread.workingDirectory(), name, flags, event, 4);
  }

  void openAt(Event event, ThreadState thread, @Nullable Event enter, int deviceParameter) {
    if (scope.returnValue() < 0) {
      return;
    }
    String name = strings.text(event, 2);
    int flags = event.int32(3);
    Event directoryOf = event;
    int directory = 1;
    if (enter != null) {
      String enterName = strings.text(enter, 1);
      if (!enterName.equals(NONE)) {
        name = enterName;
        flags = enter.int32(2) | added(flags);
        directoryOf = enter;
        directory = 0;
      }
    }
    String base =
        directoryOf.has(directory) ? directory(thread, name, directoryOf.int64(directory)) : "";
    opened(thread, base, name, flags, event, deviceParameter);
  }

  void create(Event event, ThreadState thread, @Nullable Event enter) {
    if (scope.returnValue() < 0) {
      return;
    }
    String name = strings.text(event, 1);
    if (enter != null) {
      String enterName = strings.text(enter, 0);
      name = enterName.equals(NONE) ? name : enterName;
    }
    int layers = event.has(3) && event.has(4) ? event.uint16(5) : 0;
    int flags =
        (layers & CREAT_UPPER_LAYER) != 0
            ? UPPER_LAYER
            : (layers & CREAT_LOWER_LAYER) != 0 ? LOWER_LAYER : 0;
    opened(thread, thread.workingDirectory(), name, flags, event, 3);
  }

  void openByHandle(Event event, ThreadState thread) {
    if (scope.returnValue() >= 0) {
      opened(thread, "", strings.text(event, 3), event.int32(2), event, 4);
    }
  }

  /** What only the exit event can know: bits from {@link #O_F_CREATED} up. */
  private static int added(int flags) {
    return flags & -O_F_CREATED;
  }

  private void opened(
      ThreadState thread, String base, String name, int flags, Event event, int deviceParameter) {
    Descriptor descriptor = new Descriptor();
    descriptor.type =
        (flags & O_DIRECTORY) != 0 ? DescriptorType.DIRECTORY : DescriptorType.FILE_V2;
    descriptor.openFlags = flags;
    if (event.has(deviceParameter)) {
      descriptor.dev = event.int32(deviceParameter);
      descriptor.ino = event.int64(deviceParameter + 1);
    }
    descriptor.nameRaw = name;
    descriptor.name = Paths.concatenate(base, name);
    if ((flags & UPPER_LAYER) != 0) {
      descriptor.state |= Descriptor.OVERLAY_UPPER;
    }
    if ((flags & LOWER_LAYER) != 0) {
      descriptor.state |= Descriptor.OVERLAY_LOWER;
    }
    scope.descriptor = descriptors.add(thread, scope.returnValue(), descriptor);
  }

  /** A descriptor of a kind that has no name. */
  void openSpecial(ThreadState thread, DescriptorType type, int flags) {
    long number = scope.returnValue();
    if (number >= 0) {
      add(thread, number, type, flags, 0);
    }
  }

  void epoll(Event event, ThreadState thread) {
    boolean close =
        event.code() == EventCodes.EPOLL_CREATE1_X && (event.int32(1) & EPOLL_CLOEXEC) != 0;
    openSpecial(thread, DescriptorType.EVENTPOLL, close ? O_CLOEXEC : 0);
  }

  void pipe(Event event, ThreadState thread) {
    if (scope.returnValue() < 0) {
      return;
    }
    int flags = event.code() == EventCodes.PIPE2_X ? event.int32(4) : 0;
    long ino = event.int64(3);
    add(thread, event.int64(1), DescriptorType.FIFO, flags, ino);
    add(thread, event.int64(2), DescriptorType.FIFO, flags, ino);
  }

  private void add(ThreadState thread, long number, DescriptorType type, int flags, long ino) {
    Descriptor descriptor = new Descriptor();
    descriptor.type = type;
    descriptor.openFlags = flags;
    descriptor.ino = ino;
    scope.descriptor = descriptors.add(thread, number, descriptor);
  }

  /** libsinsp leaves an entry of no type when the call fails; it counts among the open ones. */
  void memfd(Event event, ThreadState thread) {
    long number = scope.returnValue();
    Descriptor descriptor = new Descriptor();
    descriptor.type = DescriptorType.UNINITIALIZED;
    if (number >= 0) {
      descriptor.type = DescriptorType.MEMFD;
      descriptor.name = strings.text(event, 1);
      descriptor.openFlags = event.int32(2);
    }
    scope.descriptor = descriptors.add(thread, number, descriptor);
  }

  void pidfdOpen(Event event, ThreadState thread, String hostRoot) {
    long number = scope.returnValue();
    if (number >= 0) {
      Descriptor descriptor = new Descriptor();
      descriptor.type = DescriptorType.PIDFD;
      descriptor.pidfdPid = event.int64(1);
      descriptor.name = hostRoot + "/proc/" + descriptor.pidfdPid;
      descriptor.openFlags = event.int32(2);
      scope.descriptor = descriptors.add(thread, number, descriptor);
    }
  }

  void pidfdGet(Event event, ThreadState thread) {
    Descriptor pidfd = thread.descriptor(event.int64(1));
    if (pidfd == null || pidfd.type != DescriptorType.PIDFD) {
      return;
    }
    ThreadState target = threads.find(pidfd.pidfdPid);
    Descriptor original = target == null ? null : target.descriptor(event.int64(2));
    if (original != null) {
      copy(thread, original, scope.returnValue(), true);
    }
  }

  /** A copy to the standard input or output makes the process one end of a shell's pipe. */
  void duplicate(Event event, ThreadState thread) {
    long number = scope.returnValue();
    Descriptor original = scope.descriptor;
    if (number < 0 || original == null) {
      return;
    }
    if (number == 0) {
      thread.flags |= CloneFlags.PIPE_DST;
      thread.changed();
    } else if (number == 1) {
      thread.flags |= CloneFlags.PIPE_SRC;
      thread.changed();
    }
    boolean close = event.code() == EventCodes.DUP3_X && (event.int32(3) & O_CLOEXEC) != 0;
    copy(thread, original, number, close);
  }

  void control(Event event, ThreadState thread) {
    int command = event.uint8(2);
    if (command != F_DUPFD && command != F_DUPFD_CLOEXEC && command != F_SETFD) {
      return;
    }
    long number = scope.returnValue();
    Descriptor original = scope.descriptor;
    if (number < 0 || original == null) {
      return;
    }
    if (command == F_SETFD) {
      original.closeOnExec((event.int64(3) & FD_CLOEXEC) != 0);
      original.changed();
    } else {
      copy(thread, original, number, command == F_DUPFD_CLOEXEC);
    }
  }

  private void copy(ThreadState thread, Descriptor original, long number, boolean closeOnExec) {
    Descriptor copy = original.copy();
    copy.closeOnExec(closeOnExec);
    scope.descriptor = descriptors.add(thread, number, copy);
  }

  void closeRange(Event event, ThreadState thread) {
    DescriptorTable table = thread.descriptors();
    if (scope.returnValue() < 0 || table == null) {
      return;
    }
    long first = event.uint32(1);
    long last = event.uint32(2);
    if ((event.int32(3) & CLOSE_RANGE_CLOEXEC) == 0) {
      table.removeIf((number, descriptor) -> number >= first && number <= last);
      return;
    }
    table.forEach((number, descriptor) -> {
      if (number >= first && number <= last) {
        descriptor.openFlags |= O_CLOEXEC;
        descriptor.changed();
      }
    });
  }
}
