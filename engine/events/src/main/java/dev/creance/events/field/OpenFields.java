package dev.creance.events.field;

import static dev.creance.events.field.EventTraits.CREAT;
import static dev.creance.events.field.EventTraits.OPEN;
import static dev.creance.events.field.EventTraits.OPENAT;
import static dev.creance.events.field.EventTraits.OPENAT2;
import static dev.creance.events.field.EventTraits.OPEN_BY_HANDLE_AT;

import dev.creance.events.Event;
import dev.creance.events.state.EventScope;

/** {@code evt.is_open_*}: what a file was opened for. */
final class OpenFields extends FieldFamily {
  private static final int READ = 1;
  private static final int WRITE = 1 << 1;
  private static final int CREATE = 1 << 2;
  private static final int TEMPORARY = 1 << 13;
  private static final int CREATED = 1 << 14;
  private static final int ANY_EXECUTE = 0111;

  OpenFields() {
    addNumber("evt.is_open_read", scope -> (flags(scope.event) & READ) != 0 ? 1 : 0);
    addNumber("evt.is_open_write", scope -> (flags(scope.event) & WRITE) != 0 ? 1 : 0);
    addNumber("evt.is_open_create", OpenFields::created);
    addNumber("evt.is_open_exec", OpenFields::executable);
  }

  /** Whether events of a code open files by path or handle; {@code creat} is not one of them. */
  static boolean opens(int code) {
    return code == OPENAT || code == OPEN || code == OPENAT2 || code == OPEN_BY_HANDLE_AT;
  }

  private static boolean byDirectory(int code) {
    return code == OPENAT || code == OPENAT2;
  }

  private static int flags(Event event) {
    int code = event.code();
    return opens(code) ? event.int32(byDirectory(code) ? 3 : 2) : 0;
  }

  private static long created(EventScope scope) {
    int flags = flags(scope.event);
    boolean temporary =
        (flags & TEMPORARY) != 0 && scope.hasReturnValue && scope.returnValue() >= 0;
    return (flags & CREATED) != 0 || temporary ? 1 : 0;
  }

  private static long executable(EventScope scope) {
    Event event = scope.event;
    int code = event.code();
    int mode = 0;
    if (code == CREAT) {
      mode = event.int32(2);
    } else if (code != OPEN_BY_HANDLE_AT && (flags(event) & (TEMPORARY | CREATE)) != 0) {
      mode = event.int32(byDirectory(code) ? 4 : 3);
    }
    return (mode & ANY_EXECUTE) != 0 ? 1 : 0;
  }
}
