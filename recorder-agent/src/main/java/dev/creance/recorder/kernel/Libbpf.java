package dev.creance.recorder.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * libbpf (1.x), as far as it is needed to load and attach an object. What it says while it works is
 * kept, a few lines of it, for when it fails.
 */
final class Libbpf {
  private static final String LIBRARY = "libbpf.so.1";
  private static final int KEPT_LINES = 40;
  private static final int LINE_BYTES = 1024;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout POINTER = ValueLayout.ADDRESS;
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Arena arena = Arena.global();
  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup library;
  private final MemorySegment state = arena.allocate(STATE);
  private final Deque<String> lines = new ArrayDeque<>();

  /** {@code struct bpf_object *bpf_object__open_mem(const void *, size_t, const opts *)} */
  private final MethodHandle openMem;

  /** {@code int bpf_object__load(struct bpf_object *)} */
  private final MethodHandle load;

  /** {@code void bpf_object__close(struct bpf_object *)} */
  private final MethodHandle closeObject;

  /** {@code struct bpf_program *bpf_object__next_program(obj, struct bpf_program *)} */
  private final MethodHandle nextProgram;

  /** {@code const char *bpf_program__name(const struct bpf_program *)} */
  private final MethodHandle programName;

  /** {@code int bpf_program__set_autoload(struct bpf_program *, bool)} */
  private final MethodHandle setAutoload;

  /** {@code int bpf_program__fd(const struct bpf_program *)} */
  private final MethodHandle programFd;

  /** {@code struct bpf_link *bpf_program__attach(const struct bpf_program *)} */
  private final MethodHandle attach;

  /** {@code int bpf_link__destroy(struct bpf_link *)} */
  private final MethodHandle destroyLink;

  /** {@code struct bpf_map *bpf_object__find_map_by_name(const obj *, const char *)} */
  private final MethodHandle findMap;

  /** {@code int bpf_map__set_max_entries(struct bpf_map *, __u32)} */
  private final MethodHandle setMaxEntries;

  /** {@code int bpf_map__set_value_size(struct bpf_map *, __u32)} */
  private final MethodHandle setValueSize;

  /** {@code void *bpf_map__initial_value(struct bpf_map *, size_t *)} */
  private final MethodHandle initialValue;

  /** {@code int bpf_map__fd(const struct bpf_map *)} */
  private final MethodHandle mapFd;

  /** {@code int bpf_map_update_elem(int, const void *, const void *, __u64)} */
  private final MethodHandle updateElement;

  /** {@code int bpf_obj_get_info_by_fd(int, void *, __u32 *)} */
  private final MethodHandle getInfo;

  /** {@code int libbpf_num_possible_cpus(void)} */
  private final MethodHandle possibleCpus;

  private Libbpf(SymbolLookup library) {
    this.library = library;
    openMem = bind("bpf_object__open_mem", POINTER, POINTER, LONG, POINTER);
    load = bind("bpf_object__load", INT, POINTER);
    closeObject =
        linker.downcallHandle(
            library.findOrThrow("bpf_object__close"), FunctionDescriptor.ofVoid(POINTER));
    nextProgram = bind("bpf_object__next_program", POINTER, POINTER, POINTER);
    programName = bind("bpf_program__name", POINTER, POINTER);
    setAutoload = bind("bpf_program__set_autoload", INT, POINTER, ValueLayout.JAVA_BOOLEAN);
    programFd = bind("bpf_program__fd", INT, POINTER);
    attach = bind("bpf_program__attach", POINTER, POINTER);
    destroyLink = bind("bpf_link__destroy", INT, POINTER);
    findMap = bind("bpf_object__find_map_by_name", POINTER, POINTER, POINTER);
    setMaxEntries = bind("bpf_map__set_max_entries", INT, POINTER, INT);
    setValueSize = bind("bpf_map__set_value_size", INT, POINTER, INT);
    initialValue = bind("bpf_map__initial_value", POINTER, POINTER, POINTER);
    mapFd = bind("bpf_map__fd", INT, POINTER);
    updateElement = bind("bpf_map_update_elem", INT, INT, POINTER, POINTER, LONG);
    getInfo = bind("bpf_obj_get_info_by_fd", INT, INT, POINTER, POINTER);
    possibleCpus = bind("libbpf_num_possible_cpus", INT);
  }

  /** Loads the library. */
  static Libbpf load() throws MissingFeatureException {
    SymbolLookup library;
    try {
      library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new MissingFeatureException(
          LIBRARY + " is not installed (Debian, Ubuntu: apt-get install libbpf1; Fedora: libbpf)");
    }
    Libbpf libbpf = new Libbpf(library);
    libbpf.keepMessages();
    return libbpf;
  }

  private MethodHandle bind(String name, ValueLayout result, MemoryLayout... arguments) {
    return linker.downcallHandle(
        library.findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /**
   * Has libbpf's messages come to {@link #message}. Its print function takes a {@code va_list},
   * which on x86_64 is passed as a pointer and is handed on to {@code vsnprintf} as it is.
   */
  private void keepMessages() {
    try {
      MethodHandle print =
          MethodHandles.lookup()
              .bind(
                  this,
                  "message",
                  MethodType.methodType(
                      int.class, int.class, MemorySegment.class, MemorySegment.class));
      MemorySegment stub =
          linker.upcallStub(print, FunctionDescriptor.of(INT, INT, POINTER, POINTER), arena);
      MemorySegment ignored =
          (MemorySegment) bind("libbpf_set_print", POINTER, POINTER).invokeExact(state, stub);
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
  }

  @SuppressWarnings("UnusedMethod") // called by libbpf
  private int message(int level, MemorySegment format, MemorySegment arguments) {
    if (level > 0) { // 0 warnings, 1 information, 2 debugging
      return 0;
    }
    try (Arena local = Arena.ofConfined()) {
      MemorySegment line = local.allocate(LINE_BYTES);
      MethodHandle vsnprintf =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("vsnprintf"),
              FunctionDescriptor.of(INT, POINTER, LONG, POINTER, POINTER));
      int length = (int) vsnprintf.invokeExact(line, (long) LINE_BYTES, format, arguments);
      if (length > 0) {
        remember(line.getString(0));
      }
      return length;
    } catch (Throwable e) {
      return 0; // never through native frames; the error itself is still reported
    }
  }

  private void remember(String text) {
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (lines.size() == KEPT_LINES) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  /** The last warnings, oldest first. */
  List<String> messages() {
    return List.copyOf(lines);
  }

  int possibleCpus() throws ErrnoException {
    try {
      return check("libbpf_num_possible_cpus", (int) possibleCpus.invokeExact(state));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  /** Parses an object file; the bytes must stay until it is loaded. */
  MemorySegment open(MemorySegment bytes) throws ErrnoException {
    try {
      return check(
          "bpf_object__open_mem",
          (MemorySegment) openMem.invokeExact(state, bytes, bytes.byteSize(), MemorySegment.NULL));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  void load(MemorySegment object) throws ErrnoException {
    try {
      check("bpf_object__load", (int) load.invokeExact(state, object));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  void close(MemorySegment object) {
    try {
      closeObject.invokeExact(object);
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
  }

  /** The program after another, or the first after NULL; NULL at the end. */
  MemorySegment nextProgram(MemorySegment object, MemorySegment previous) {
    try {
      return (MemorySegment) nextProgram.invokeExact(state, object, previous);
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
  }

  String programName(MemorySegment program) {
    try {
      MemorySegment name = (MemorySegment) programName.invokeExact(state, program);
      return name.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
  }

  void setAutoload(MemorySegment program, boolean autoload) throws ErrnoException {
    try {
      check("bpf_program__set_autoload", (int) setAutoload.invokeExact(state, program, autoload));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  int programDescriptor(MemorySegment program) throws ErrnoException {
    try {
      return check("bpf_program__fd", (int) programFd.invokeExact(state, program));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  MemorySegment attach(MemorySegment program) throws ErrnoException {
    try {
      return check("bpf_program__attach", (MemorySegment) attach.invokeExact(state, program));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  void detach(MemorySegment link) throws ErrnoException {
    try {
      check("bpf_link__destroy", (int) destroyLink.invokeExact(state, link));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  MemorySegment map(MemorySegment object, String name) throws ErrnoException {
    try (Arena local = Arena.ofConfined()) {
      return check(
          "bpf_object__find_map_by_name " + name,
          (MemorySegment) findMap.invokeExact(state, object, local.allocateFrom(name)));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  void setMaxEntries(MemorySegment map, int entries) throws ErrnoException {
    try {
      check("bpf_map__set_max_entries", (int) setMaxEntries.invokeExact(state, map, entries));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  void setValueSize(MemorySegment map, int bytes) throws ErrnoException {
    try {
      check("bpf_map__set_value_size", (int) setValueSize.invokeExact(state, map, bytes));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  /** The memory of a variables' map before loading. */
  MemorySegment initialValue(MemorySegment map) throws ErrnoException {
    try (Arena local = Arena.ofConfined()) {
      MemorySegment size = local.allocate(LONG);
      MemorySegment value =
          check(
              "bpf_map__initial_value", (MemorySegment) initialValue.invokeExact(state, map, size));
      return value.reinterpret(size.get(LONG, 0));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  int mapDescriptor(MemorySegment map) throws ErrnoException {
    try {
      return check("bpf_map__fd", (int) mapFd.invokeExact(state, map));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  void update(int map, MemorySegment key, MemorySegment value) throws ErrnoException {
    try {
      check("bpf_map_update_elem", (int) updateElement.invokeExact(state, map, key, value, 0L));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  /** Fills in what the kernel says of a program or map ({@code struct bpf_prog_info} …). */
  void info(int descriptor, MemorySegment info) throws ErrnoException {
    try (Arena local = Arena.ofConfined()) {
      MemorySegment size = local.allocateFrom(INT, (int) info.byteSize());
      check("bpf_obj_get_info_by_fd", (int) getInfo.invokeExact(state, descriptor, info, size));
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  private static int check(String function, int result) throws ErrnoException {
    if (result < 0) {
      throw new ErrnoException(function, -result);
    }
    return result;
  }

  private MemorySegment check(String function, MemorySegment result) throws ErrnoException {
    if (result.equals(MemorySegment.NULL)) {
      throw new ErrnoException(function, (int) ERRNO.get(state, 0L));
    }
    return result;
  }
}
