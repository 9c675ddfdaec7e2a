package dev.creance.recorder.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few functions of the C library that have no counterpart in the JDK. Errors are an {@link
 * ErrnoException} with the number that the call left.
 */
public final class Libc {
  public static final int CLOCK_REALTIME = 0;
  public static final int CLOCK_BOOTTIME = 7;

  static final int PROT_READ = 1;
  static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLLIN = 1;
  private static final int EPOLLET = 1 << 31;
  private static final int EVENT_BYTES = 12; // struct epoll_event is packed on x86_64
  private static final int EINTR = 4;
  private static final int PRIO_PROCESS = 0;
  private static final int READER_NICENESS = -10;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MemorySegment state = Arena.global().allocate(STATE);

  /** {@code void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)} */
  private final MethodHandle mmap =
      bind(
          "mmap",
          FunctionDescriptor.of(
              ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG, INT, INT, INT, LONG));

  /** {@code int munmap(void *addr, size_t length)} */
  private final MethodHandle munmap =
      bind("munmap", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG));

  /** {@code int epoll_create1(int flags)} */
  private final MethodHandle epollCreate = bind("epoll_create1", FunctionDescriptor.of(INT, INT));

  /** {@code int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)} */
  private final MethodHandle epollControl =
      bind("epoll_ctl", FunctionDescriptor.of(INT, INT, INT, INT, ValueLayout.ADDRESS));

  /** {@code int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout)} */
  private final MethodHandle epollWait =
      bind("epoll_wait", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT, INT));

  /** {@code int close(int fd)} */
  private final MethodHandle close = bind("close", FunctionDescriptor.of(INT, INT));

  /** {@code int clock_gettime(clockid_t clockid, struct timespec *tp)} */
  private final MethodHandle clockGettime =
      bind("clock_gettime", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS));

  /** {@code uid_t geteuid(void)} */
  private final MethodHandle geteuid = bind("geteuid", FunctionDescriptor.of(INT));

  /** {@code int getpagesize(void)} */
  private final MethodHandle getpagesize = bind("getpagesize", FunctionDescriptor.of(INT));

  /** {@code int malloc_trim(size_t pad)} */
  private final MethodHandle mallocTrim = bind("malloc_trim", FunctionDescriptor.of(INT, LONG));

  /** {@code int setpriority(int which, id_t who, int prio)}; on Linux it is the thread's. */
  private final MethodHandle setpriority =
      bind("setpriority", FunctionDescriptor.of(INT, INT, INT, INT));

  private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup lookup = linker.defaultLookup();
    return linker.downcallHandle(
        lookup.findOrThrow(name), descriptor, Linker.Option.captureCallState("errno"));
  }

  /** Gives memory that was freed back to the system; what libbpf took to load is a lot. */
  void trim() {
    try {
      int ignored = (int) mallocTrim.invokeExact(state, 0L);
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
  }

  /**
   * Lets the calling thread run before others where the machine is busy; without the right to, it
   * stays as it is.
   */
  void raisePriority() {
    try {
      int ignored = (int) setpriority.invokeExact(state, PRIO_PROCESS, 0, READER_NICENESS);
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
  }

  /** Maps {@code length} bytes of a file descriptor, shared. */
  MemorySegment map(int descriptor, long offset, long length, int protection)
      throws ErrnoException {
    try {
      MemorySegment at =
          (MemorySegment)
              mmap.invokeExact(
                  state, MemorySegment.NULL, length, protection, MAP_SHARED, descriptor, offset);
      if (at.address() == -1) {
        throw failure("mmap");
      }
      return at.reinterpret(length);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  void unmap(MemorySegment mapping) throws ErrnoException {
    try {
      if ((int) munmap.invokeExact(state, mapping, mapping.byteSize()) != 0) {
        throw failure("munmap");
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** An epoll descriptor that reports each wake-up of {@code descriptor} once (edge-triggered). */
  int epoll(int descriptor) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int epoll = (int) epollCreate.invokeExact(state, EPOLL_CLOEXEC);
      if (epoll < 0) {
        throw failure("epoll_create1");
      }
      MemorySegment event = arena.allocate(EVENT_BYTES);
      event.set(INT, 0, EPOLLIN | EPOLLET);
      if ((int) epollControl.invokeExact(state, epoll, EPOLL_CTL_ADD, descriptor, event) != 0) {
        throw failure("epoll_ctl");
      }
      return epoll;
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Sleeps until a wake-up or the end of the time; an interrupted sleep just ends early. */
  void epollWait(int epoll, MemorySegment event, int timeoutMillis) throws ErrnoException {
    try {
      int ready = (int) epollWait.invokeExact(state, epoll, event, 1, timeoutMillis);
      if (ready < 0 && errno() != EINTR) {
        throw failure("epoll_wait");
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  MemorySegment allocateEvent(Arena arena) {
    return arena.allocate(EVENT_BYTES);
  }

  void closeDescriptor(int descriptor) throws ErrnoException {
    try {
      if ((int) close.invokeExact(state, descriptor) != 0) {
        throw failure("close");
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** A clock in ns. */
  public long clock(int id) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(16, 8);
      if ((int) clockGettime.invokeExact(state, id, time) != 0) {
        throw failure("clock_gettime");
      }
      return time.get(LONG, 0) * 1_000_000_000L + time.get(LONG, 8);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** The effective user id. */
  public int effectiveUser() throws ErrnoException {
    try {
      return (int) geteuid.invokeExact(state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  int pageSize() throws ErrnoException {
    try {
      return (int) getpagesize.invokeExact(state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private int errno() {
    return (int) ERRNO.get(state, 0L);
  }

  private ErrnoException failure(String function) {
    return new ErrnoException(function, errno());
  }

  /** What a method handle may throw, as the types that callers see. */
  static ErrnoException rethrow(Throwable e) {
    if (e instanceof ErrnoException known) {
      return known;
    }
    throw Failures.unexpected(e);
  }
}
