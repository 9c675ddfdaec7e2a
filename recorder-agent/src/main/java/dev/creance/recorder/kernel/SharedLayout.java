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
    static final long RECORDED = 24;
    static final long SYSCALL_CODES = RECORDED + SYSCALLS;
    static final long SIZE = SYSCALL_CODES + 2 * SYSCALLS;

    private Settings() {}
  }

  /** {@code struct recorder_counters}, one for each CPU. */
  static final class Counters {
    static final long SEEN = 0;
    static final long DROPPED = SEEN + 8 * EVENT_TYPES;
    static final long BYTES = DROPPED + 8 * EVENT_TYPES;
    static final long OVERSIZED = BYTES + 8;
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

  /** Drafts for each CPU ({@code enum draft_kind}). */
  static final int DRAFT_KINDS = 3;

  /** Largest number of data bytes that an event keeps ({@code DATA_SIZE}). */
  static final int DATA_SIZE = 16384;

  private SharedLayout() {}
}
