package dev.creance.recorder.kernel;

/**
 * The structures of {@code bpf/shared.h} as they lie in memory, offsets and sizes in bytes. A test
 * compares them with the object's own description (BTF).
 */
final class SharedLayout {
  /** Numbers of system calls that the program looks at. */
  static final int SYSCALLS = 512;

  /** Codes of event types that the program counts. */
  static final int EVENT_TYPES = 512;

  /** {@code struct recorder_settings}. */
  static final class Settings {
    static final long LOOK_MASK = 0;
    static final long OWN_PROCESS = 8;
    static final long CGROUPS_ONLY = 12;
    static final long SNAPLEN = 16;
    static final long WAKE_AT = 20;
    static final long RARE_WAKE_AT = 24;
    static final long RING_BYTES = 28;
    static final long RECORDED = 32;
    static final long SYSCALL_CODES = RECORDED + SYSCALLS;
    static final long SIZE = SYSCALL_CODES + 2 * SYSCALLS;

    private Settings() {}
  }

  /** {@code struct recorder_counters}, one for each CPU. */
  static final class Counters {
    static final long SEEN = 0;
    static final long DROPPED = SEEN + 8 * EVENT_TYPES;
    static final long OVERSIZED = DROPPED + 8 * EVENT_TYPES;
    static final long FOREIGN_CALLS = OVERSIZED + 8;
    static final long UNHANDLED_CALLS = FOREIGN_CALLS + 8;
    static final long SIZE = UNHANDLED_CALLS + 8;

    private Counters() {}
  }

  /** {@code struct recorder_control}. */
  static final class Control {
    static final long BOOT_OFFSET = 0;
    static final long READER_SLEEPS = 8;
    static final long SIZE = 16;

    private Control() {}
  }

  /** {@code struct recorder_ring}, at the beginning of each CPU's ring. */
  static final class Ring {
    static final long HEAD = 0;
    static final long AT = 8;
    static final long BUSY = 16;
    static final long TAIL = 128;
    static final long SIZE = 136;

    private Ring() {}
  }

  /** Kinds of programs ({@code enum program_kind}); all but the first have drafts. */
  static final int KINDS = 3;

  /** Where the data of a CPU's ring begins. */
  static final int RING_DATA = 4096;

  /** What may be written behind the data of a CPU's ring. */
  static final int RING_SLACK = 69632;

  /** Before each record's block: its time, in ns since boot. */
  static final int RECORD_HEADER = 8;

  /** Largest number of data bytes that an event keeps ({@code DATA_SIZE}). */
  static final int DATA_SIZE = 16384;

  private SharedLayout() {}
}
