package dev.creance.events.field;

import static dev.creance.events.field.EventTraits.ACCEPT;
import static dev.creance.events.field.EventTraits.ACCEPT4;
import static dev.creance.events.field.EventTraits.CONNECT;
import static dev.creance.events.field.EventTraits.CREAT;
import static dev.creance.events.field.EventTraits.OPEN;
import static dev.creance.events.field.EventTraits.OPENAT;
import static dev.creance.events.field.EventTraits.OPENAT2;
import static dev.creance.events.field.EventTraits.OPEN_BY_HANDLE_AT;

import dev.creance.events.Event;
import dev.creance.events.Paths;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.vocabulary.EventTable;
import org.jspecify.annotations.Nullable;

/** What an event says of a descriptor that is not open: a failed open, for example. */
final class GuessedDescriptor {
  static final long AT_FDCWD = -100;
  private static final char[] LETTERS = letters();

  private final ParameterText parameters = new ParameterText();

  /** The name with its directory; null for events that have none. */
  @Nullable String name(EventScope scope) {
    Event event = scope.event;
    int code = event.code();
    if (event.enter()) {
      return null;
    }
    if (code == OPEN || code == CREAT || code == CONNECT || code == ACCEPT || code == ACCEPT4) {
      return parameters.text(scope, 1);
    }
    if (code == OPENAT || code == OPENAT2) {
      if (!event.has(2) || !event.has(1)) {
        return null;
      }
      String name = event.text(2);
      return Paths.concatenate(directory(scope, name, event.int64(1)), name);
    }
    return code == OPEN_BY_HANDLE_AT ? event.text(3) : "";
  }

  /** The name as it was given. */
  @Nullable String rawName(EventScope scope) {
    int code = scope.event.code();
    if (code == OPENAT || code == OPENAT2) {
      return scope.event.has(2) ? scope.event.text(2) : null;
    }
    return name(scope);
  }

  /**
   * The directory that a path is relative to, with a final slash: the working directory or an open
   * descriptor's name; {@code <UNKNOWN>} when that is not known.
   */
  static String directory(EventScope scope, String path, long descriptorNumber) {
    if (Paths.absolute(path)) {
      return ".";
    }
    ThreadState thread = scope.thread;
    if (thread == null) {
      return "<UNKNOWN>";
    }
    if (descriptorNumber == AT_FDCWD) {
      return thread.workingDirectory();
    }
    Descriptor descriptor = thread.descriptor(descriptorNumber);
    return descriptor == null ? "<UNKNOWN>" : withSlash(descriptor.name);
  }

  static String withSlash(String directory) {
    return directory.isEmpty() || directory.charAt(directory.length() - 1) == '/'
        ? directory
        : directory.concat("/");
  }

  /** The letter of the type that a successful call would have opened. */
  static char letter(Event event) {
    return LETTERS[event.code()];
  }

  private static char[] letters() {
    EventTable table = EventTable.current();
    char[] letters = new char[table.size()];
    for (int code = 0; code < letters.length; code++) {
      letters[code] = letter(table.type(code | 1).enumName());
    }
    return letters;
  }

  private static char letter(String exitEvent) {
    return switch (exitEvent) {
      case "PPME_SYSCALL_OPENAT_2_X", "PPME_SYSCALL_OPENAT2_X", "PPME_SYSCALL_CREAT_X" -> 'f';
      case "PPME_SOCKET_SOCKET_X", "PPME_SOCKET_ACCEPT_5_X", "PPME_SOCKET_ACCEPT4_6_X" -> '4';
      case "PPME_SYSCALL_PIPE_X", "PPME_SYSCALL_PIPE2_X" -> 'p';
      case "PPME_SYSCALL_EVENTFD_X", "PPME_SYSCALL_EVENTFD2_X" -> 'e';
      case "PPME_SYSCALL_SIGNALFD_X", "PPME_SYSCALL_SIGNALFD4_X" -> 's';
      case "PPME_SYSCALL_TIMERFD_CREATE_X" -> 't';
      case "PPME_SYSCALL_INOTIFY_INIT_X", "PPME_SYSCALL_INOTIFY_INIT1_X" -> 'i';
      default -> 'o';
    };
  }
}
