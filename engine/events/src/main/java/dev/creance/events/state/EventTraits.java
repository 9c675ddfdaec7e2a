package dev.creance.events.state;

import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import dev.creance.grammar.vocabulary.EventType.Category;
import dev.creance.grammar.vocabulary.EventType.Flag;

/** What the pipeline asks of an event's type, as bits by code. */
final class EventTraits {
  /** Uses a descriptor that one of its parameters names. */
  static final int USES_DESCRIPTOR = 1;

  /** An exit event of a system call: parameter 0 is its return value, where it has one. */
  static final int RETURNS = 1 << 1;

  /** Touches no thread: only its number is counted. */
  static final int NO_RESET = 1 << 2;

  /** Of the machine and not of one of its threads. */
  static final int NO_THREAD = 1 << 3;

  /** Looks its thread up and makes none when it is unknown. */
  static final int LOOKUP_ONLY = 1 << 4;

  /** Consumed at the head of a capture, before rules see anything. */
  static final int INITIAL = 1 << 5;

  /** Does not count as the capture's first event in time. */
  static final int META = 1 << 6;

  /** An enter event of which rules see nothing: the state keeps it for the exit event. */
  static final int CONSUMED = 1 << 7;

  /** Carries a plugin's id as parameter 0. */
  static final int OF_PLUGIN = 1 << 8;

  private static final EventTraits CURRENT = new EventTraits();

  private final int[] bits;
  private final byte[] descriptorParameter;

  private EventTraits() {
    EventTable table = EventTable.current();
    bits = new int[table.size()];
    descriptorParameter = new byte[table.size()];
    for (EventType type : table.types()) {
      bits[type.code()] = bits(type);
      descriptorParameter[type.code()] =
          (byte) (type.enter() ? enterParameter(type.code()) : exitParameter(type.code()));
    }
  }

  static EventTraits current() {
    return CURRENT;
  }

  int bits(int code) {
    return bits[code];
  }

  /** The parameter that holds the descriptor of an event that uses one; −1 when none does. */
  int descriptorParameter(int code) {
    return descriptorParameter[code];
  }

  private static int bits(EventType type) {
    int found = 0;
    if (type.has(Flag.USES_FD)) {
      found |= USES_DESCRIPTOR;
    }
    if (type.eventClass() == Category.SYSCALL
        && !type.enter()
        && type.code() != EventCodes.GENERIC_X) {
      found |= RETURNS;
    }
    if (type.has(Flag.SKIPPARSERESET)) {
      found |= NO_RESET;
    }
    if (type.eventClass() == Category.METAEVENT) {
      found |= META;
    }
    return found | bitsOf(type.code());
  }

  private static int bitsOf(int code) {
    return switch (code) {
      case EventCodes.CONTAINER_JSON_2_E,
          EventCodes.USER_ADDED_E,
          EventCodes.USER_DELETED_E,
          EventCodes.GROUP_ADDED_E,
          EventCodes.GROUP_DELETED_E ->
          NO_THREAD | INITIAL;
      case EventCodes.ASYNCEVENT_E -> NO_THREAD | INITIAL | OF_PLUGIN;
      case EventCodes.PLUGINEVENT_E -> NO_THREAD | OF_PLUGIN;
      case EventCodes.CLONE_X,
          EventCodes.CLONE3_X,
          EventCodes.FORK_X,
          EventCodes.VFORK_X,
          EventCodes.PROCEXIT_E,
          EventCodes.SCHEDSWITCH_E ->
          LOOKUP_ONLY;
      case EventCodes.OPEN_E,
          EventCodes.OPENAT_E,
          EventCodes.OPENAT2_E,
          EventCodes.CREAT_E,
          EventCodes.CONNECT_E,
          EventCodes.EXECVE_E,
          EventCodes.EXECVEAT_E ->
          CONSUMED;
      default -> 0;
    };
  }

  private static int enterParameter(int code) {
    return switch (code) {
      case EventCodes.MMAP_E, EventCodes.MMAP2_E -> 4;
      case EventCodes.SPLICE_E -> 1;
      default -> 0;
    };
  }

  private static int exitParameter(int code) {
    return switch (code) {
      case EventCodes.CLOSE_X,
          EventCodes.COPY_FILE_RANGE_X,
          EventCodes.DUP_X,
          EventCodes.DUP2_X,
          EventCodes.DUP3_X,
          EventCodes.FCHDIR_X,
          EventCodes.FCHMOD_X,
          EventCodes.FCHMODAT_X,
          EventCodes.FCHOWN_X,
          EventCodes.FCHOWNAT_X,
          EventCodes.FCNTL_X,
          EventCodes.FINIT_MODULE_X,
          EventCodes.FLOCK_X,
          EventCodes.FSCONFIG_X,
          EventCodes.FSTAT_X,
          EventCodes.GETDENTS_X,
          EventCodes.GETDENTS64_X,
          EventCodes.GETSOCKOPT_X,
          EventCodes.IO_URING_ENTER_X,
          EventCodes.IO_URING_REGISTER_X,
          EventCodes.IOCTL_X,
          EventCodes.LISTEN_X,
          EventCodes.LLSEEK_X,
          EventCodes.LSEEK_X,
          EventCodes.MKDIRAT_X,
          EventCodes.MKNODAT_X,
          EventCodes.NEWFSTATAT_X,
          EventCodes.RECVMMSG_X,
          EventCodes.SENDMMSG_X,
          EventCodes.SETNS_X,
          EventCodes.SETSOCKOPT_X,
          EventCodes.SHUTDOWN_X,
          EventCodes.UNLINKAT_X ->
          1;
      case EventCodes.BIND_X,
          EventCodes.CONNECT_X,
          EventCodes.PREAD_X,
          EventCodes.PWRITE_X,
          EventCodes.PWRITEV_X,
          EventCodes.READ_X,
          EventCodes.RECV_X,
          EventCodes.SEND_X,
          EventCodes.SENDFILE_X,
          EventCodes.SENDMSG_X,
          EventCodes.SENDTO_X,
          EventCodes.SPLICE_X,
          EventCodes.SYMLINKAT_X,
          EventCodes.WRITE_X,
          EventCodes.WRITEV_X ->
          2;
      case EventCodes.PREADV_X, EventCodes.READV_X, EventCodes.RECVFROM_X -> 3;
      case EventCodes.RECVMSG_X -> 5;
      case EventCodes.MMAP_X, EventCodes.MMAP2_X -> 8;
      default -> -1;
    };
  }
}
