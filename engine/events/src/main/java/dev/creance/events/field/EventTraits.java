package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import dev.creance.grammar.vocabulary.EventType.Category;
import dev.creance.grammar.vocabulary.EventType.Flag;
import java.util.function.Predicate;

/** What the schema says of events, as arrays by code: asked for every event, so without sets. */
final class EventTraits {
  static final boolean[] USES_DESCRIPTOR =
      where(type ->
          type.has(Flag.CREATES_FD) || type.has(Flag.USES_FD) || type.has(Flag.DESTROYS_FD));
  static final boolean[] READS = where(type -> type.has(Flag.READS_FROM_FD));
  static final boolean[] WRITES = where(type -> type.has(Flag.WRITES_TO_FD));
  static final boolean[] WAITS = where(type -> type.has(Flag.WAITS));
  static final boolean[] SYSCALL = where(type -> type.eventClass() == Category.SYSCALL);
  static final boolean[] METAEVENT = where(type -> type.eventClass() == Category.METAEVENT);
  static final boolean[] IO_READ = where(type -> type.category().equals("IO_READ"));
  static final boolean[] IO_WRITE = where(type -> type.category().equals("IO_WRITE"));
  static final boolean[] IO = where(type -> type.category().startsWith("IO_"));
  static final boolean[] MEMORY = where(type -> type.category().equals("MEMORY"));

  static final int OPEN = code("PPME_SYSCALL_OPEN_X");
  static final int OPENAT = code("PPME_SYSCALL_OPENAT_2_X");
  static final int OPENAT2 = code("PPME_SYSCALL_OPENAT2_X");
  static final int CREAT = code("PPME_SYSCALL_CREAT_X");
  static final int OPEN_BY_HANDLE_AT = code("PPME_SYSCALL_OPEN_BY_HANDLE_AT_X");
  static final int ACCEPT = code("PPME_SOCKET_ACCEPT_5_X");
  static final int ACCEPT4 = code("PPME_SOCKET_ACCEPT4_6_X");
  static final int CONNECT = code("PPME_SOCKET_CONNECT_X");
  static final int GENERIC = code("PPME_GENERIC_X");
  static final int ASYNC_EVENT = code("PPME_ASYNCEVENT_E");
  static final int PLUGIN_EVENT = code("PPME_PLUGINEVENT_E");
  static final int CONTAINER_JSON = code("PPME_CONTAINER_JSON_2_E");
  static final int PROCESS_INFO = code("PPME_PROCINFO_E");
  static final int SCHEDULER_SWITCH = code("PPME_SCHEDSWITCH_6_E");

  private EventTraits() {}

  /** Whether fields of the descriptor exist for an event. */
  static boolean usesDescriptor(Event event) {
    return USES_DESCRIPTOR[event.code()];
  }

  /** The code of an event type. */
  static int code(String enumName) {
    return EventTable.current().byEnumName(enumName).code();
  }

  private static boolean[] where(Predicate<EventType> condition) {
    EventTable table = EventTable.current();
    boolean[] found = new boolean[table.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = condition.test(table.type(i));
    }
    return found;
  }
}
