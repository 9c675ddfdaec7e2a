package dev.creance.recorder.kernel;

import dev.creance.grammar.vocabulary.EventTable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The eBPF object in the kernel: loaded by {@link #load}, watching from {@link #attach} to {@link
 * #detach}. Of its programs only those are loaded whose calls are to be recorded.
 */
public final class KernelProgram implements AutoCloseable {
  private static final String OBJECT = "creance_recorder.bpf.o";
  private static final String RINGS = "rings";
  private static final String CALL_PREFIX = "sys_";
  private static final String ATTACHED_PREFIX = "on_";
  private static final String GENERIC = "generic";
  private static final int EXECVE = 59;
  private static final int EXECVEAT = 322;
  private static final Path KERNEL_TYPES = Path.of("/sys/kernel/btf/vmlinux");

  private final Libc libc = new Libc();
  private final Libbpf libbpf;
  private final MemorySegment object;
  private final Map<String, MemorySegment> programs = new HashMap<>();
  private final List<MemorySegment> links = new ArrayList<>();
  private final int cpus;
  private final RecordingClock clock;
  private final RingSizes sizes;
  private MemorySegment control = MemorySegment.NULL;

  private KernelProgram(Libbpf libbpf, RecordingOptions options, byte[] bytes) throws IOException {
    this.libbpf = libbpf;
    this.cpus = libbpf.possibleCpus();
    this.clock = new RecordingClock(libc);
    this.sizes = RingSizes.of(options.ringBytes(), cpus);
    try (Arena image = Arena.ofConfined()) {
      this.object = libbpf.open(aligned(image, bytes));
      loadObject(options);
    }
    libc.trim();
  }

  private void loadObject(RecordingOptions options) throws IOException {
    boolean loaded = false;
    try {
      listPrograms();
      chooseSizes();
      writeSettings(options);
      choosePrograms(options);
      libbpf.load(object);
      fillHandlers(options);
      fillCgroups(options);
      control = libc.map(descriptor(".bss"), 0, libc.pageSize(), Libc.PROT_READ | Libc.PROT_WRITE);
      clock.connect(control);
      loaded = true;
    } finally {
      if (!loaded) {
        close();
      }
    }
  }

  /**
   * Loads the programs; nothing is recorded yet.
   *
   * @throws MissingFeatureException when the machine or the user's rights don't allow it
   */
  public static KernelProgram load(RecordingOptions options)
      throws MissingFeatureException, IOException {
    return load(options, object());
  }

  /** The eBPF object that is built in. */
  public static byte[] object() throws IOException {
    try (InputStream in = KernelProgram.class.getResourceAsStream(OBJECT)) {
      return Objects.requireNonNull(in, OBJECT).readAllBytes();
    }
  }

  /** The same with another build of the object. */
  public static KernelProgram load(RecordingOptions options, byte[] object)
      throws MissingFeatureException, IOException {
    if (!Files.exists(KERNEL_TYPES)) {
      throw new MissingFeatureException(
          "the kernel has no description of its types ("
              + KERNEL_TYPES
              + "): it must be built with CONFIG_DEBUG_INFO_BTF, as distributions' are from 5.17 on");
    }
    Libbpf libbpf = Libbpf.load();
    try {
      return new KernelProgram(libbpf, options, object);
    } catch (ErrnoException e) {
      throw explain(e, libbpf);
    }
  }

  /** Old kernels make no ring of more than 4 MiB for a CPU. */
  private static boolean isOfRings(String message) {
    return message.contains("map '" + RINGS + "': failed to create");
  }

  private static MissingFeatureException explain(ErrnoException e, Libbpf libbpf)
      throws ErrnoException {
    if (e.isRefusal()) {
      return new MissingFeatureException(
          "recording system calls needs root, or the capabilities CAP_BPF, CAP_PERFMON and"
              + " CAP_SYS_PTRACE ("
              + e.getMessage()
              + ")");
    }
    if (libbpf.messages().stream().anyMatch(KernelProgram::isOfRings)) {
      return new MissingFeatureException(
          "this kernel ("
              + System.getProperty("os.version")
              + ") makes no rings of that size: try a smaller --ring; "
              + e.getMessage());
    }
    String last =
        libbpf.messages().stream()
            .filter(line -> line.startsWith("libbpf:"))
            .findFirst()
            .orElse("no message of libbpf");
    return new MissingFeatureException(
        "this kernel ("
            + System.getProperty("os.version")
            + ") refuses the eBPF program; 5.17 or newer is needed: "
            + e.getMessage()
            + "; "
            + last);
  }

  /** libbpf reads the ELF structures in place, so they must be aligned. */
  private static MemorySegment aligned(Arena arena, byte[] bytes) {
    MemorySegment segment = arena.allocate(bytes.length, 16);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  private void listPrograms() {
    MemorySegment program = libbpf.nextProgram(object, MemorySegment.NULL);
    while (!program.equals(MemorySegment.NULL)) {
      programs.put(libbpf.programName(program), program);
      program = libbpf.nextProgram(object, program);
    }
  }

  private void chooseSizes() throws ErrnoException {
    MemorySegment rings = libbpf.map(object, RINGS);
    libbpf.setMaxEntries(rings, cpus);
    libbpf.setValueSize(rings, sizes.value());
    libbpf.setMaxEntries(libbpf.map(object, "rare"), sizes.rare());
    libbpf.setMaxEntries(libbpf.map(object, "counters"), cpus);
    libbpf.setMaxEntries(libbpf.map(object, "drafts"), cpus * (SharedLayout.KINDS - 1));
  }

  private void writeSettings(RecordingOptions options) throws ErrnoException {
    MemorySegment settings = libbpf.initialValue(libbpf.map(object, ".rodata"));
    settings.set(ValueLayout.JAVA_INT, SharedLayout.Settings.OWN_PROCESS, options.ownProcess());
    settings.set(
        ValueLayout.JAVA_INT,
        SharedLayout.Settings.CGROUPS_ONLY,
        options.cgroups().isEmpty() ? 0 : 1);
    settings.set(ValueLayout.JAVA_INT, SharedLayout.Settings.SNAPLEN, options.snaplen());
    settings.set(ValueLayout.JAVA_INT, SharedLayout.Settings.WAKE_AT, sizes.wakeAt());
    settings.set(ValueLayout.JAVA_INT, SharedLayout.Settings.RARE_WAKE_AT, sizes.rareWakeAt());
    settings.set(ValueLayout.JAVA_INT, SharedLayout.Settings.RING_BYTES, sizes.data());
    settings.set(ValueLayout.JAVA_LONG, SharedLayout.Settings.LOOK_MASK, sizes.lookMask());
    EventTable table = EventTable.current();
    for (int number = 0; number < SharedLayout.SYSCALLS; number++) {
      settings.set(
          ValueLayout.JAVA_BYTE,
          SharedLayout.Settings.RECORDED + number,
          (byte) (options.syscalls().contains(number) ? 1 : 0));
      settings.set(
          ValueLayout.JAVA_SHORT,
          SharedLayout.Settings.SYSCALL_CODES + 2L * number,
          (short) table.syscallOfNative(number));
    }
  }

  private void choosePrograms(RecordingOptions options) throws ErrnoException {
    for (Map.Entry<String, MemorySegment> program : programs.entrySet()) {
      libbpf.setAutoload(program.getValue(), false);
    }
    for (int number : options.syscalls()) {
      libbpf.setAutoload(handler(number), true);
    }
    for (String name : programs.keySet()) {
      if (name.startsWith(ATTACHED_PREFIX) && isWanted(name, options)) {
        libbpf.setAutoload(program(name), true);
      }
    }
  }

  private static boolean isWanted(String attached, RecordingOptions options) {
    return !attached.equals("on_exec")
        || options.syscalls().contains(EXECVE)
        || options.syscalls().contains(EXECVEAT);
  }

  /** The program that writes a call's event: its own or, if it has none, the generic one. */
  private MemorySegment handler(int number) {
    EventTable table = EventTable.current();
    String name = table.syscallName(table.syscallOfNative(number));
    MemorySegment own = programs.get(CALL_PREFIX + name);
    return own != null ? own : program(CALL_PREFIX + GENERIC);
  }

  private MemorySegment program(String name) {
    return Objects.requireNonNull(programs.get(name), name);
  }

  private void fillHandlers(RecordingOptions options) throws ErrnoException {
    int map = descriptor("handlers");
    try (Arena local = Arena.ofConfined()) {
      for (int number : options.syscalls()) {
        libbpf.update(
            map,
            local.allocateFrom(ValueLayout.JAVA_INT, number),
            local.allocateFrom(ValueLayout.JAVA_INT, libbpf.programDescriptor(handler(number))));
      }
    }
  }

  private void fillCgroups(RecordingOptions options) throws ErrnoException {
    int map = descriptor("cgroups");
    try (Arena local = Arena.ofConfined()) {
      for (long id : options.cgroups()) {
        libbpf.update(
            map,
            local.allocateFrom(ValueLayout.JAVA_LONG, id),
            local.allocateFrom(ValueLayout.JAVA_INT, 1));
      }
    }
  }

  private int descriptor(String map) throws ErrnoException {
    return libbpf.mapDescriptor(libbpf.map(object, map));
  }

  /** The rings that events come through. */
  public RingReader openRing() throws IOException {
    return new RingReader(
        cpus, descriptor(RINGS), descriptor("rare"), descriptor(".bss"), sizes, clock::sinceBoot);
  }

  /** The counters, live. */
  public KernelCounters openCounters() throws IOException {
    return KernelCounters.open(descriptor("counters"), cpus);
  }

  /** Starts recording. */
  public void attach() throws MissingFeatureException, IOException {
    try {
      for (Map.Entry<String, MemorySegment> program : programs.entrySet()) {
        if (program.getKey().startsWith(ATTACHED_PREFIX) && isLoaded(program.getValue())) {
          links.add(libbpf.attach(program.getValue()));
        }
      }
    } catch (ErrnoException e) {
      throw explain(e, libbpf);
    }
  }

  private boolean isLoaded(MemorySegment program) {
    try {
      return libbpf.programDescriptor(program) >= 0;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /** Stops recording. What is in the rings stays there to be read. */
  public void detach() throws ErrnoException {
    for (MemorySegment link : links) {
      libbpf.detach(link);
    }
    links.clear();
  }

  /**
   * Runs of the attached programs that the kernel left out because one was still running on that
   * CPU; no event of theirs was written or counted.
   */
  public long missedRuns() throws ErrnoException {
    long missed = 0;
    for (String name : programs.keySet()) {
      if (name.startsWith(ATTACHED_PREFIX) && isLoaded(program(name))) {
        missed += ProgramInfo.of(libbpf, libbpf.programDescriptor(program(name))).missedRuns();
      }
    }
    return missed;
  }

  /**
   * Time and number of runs of the program that is attached to all system calls, its calls'
   * programs included; zeros unless {@code kernel.bpf_stats_enabled} is on.
   */
  public ProgramInfo cost() throws ErrnoException {
    return ProgramInfo.of(libbpf, libbpf.programDescriptor(program("on_sys_exit")));
  }

  /** The clock that events are timed by. */
  public RecordingClock clock() {
    return clock;
  }

  @Override
  public void close() {
    try {
      detach();
      clock.disconnect();
      if (!control.equals(MemorySegment.NULL)) {
        libc.unmap(control);
      }
    } catch (ErrnoException e) {
      // Closing the object lets go of the programs in any case.
    }
    libbpf.close(object);
  }
}
