package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.DescriptorType;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code evt.*} of system calls, but for parameters, opens and paths. */
final class EventFields extends FieldFamily {
  private static final long NANOS = 1_000_000_000L;

  private final String[] categories = categories();

  EventFields() {
    times();
    kinds();
    results();
    io();
    lengths();
    addInfrastructure();
  }

  private void times() {
    for (String field :
        new String[] {
          "evt.latency",
          "evt.latency.s",
          "evt.latency.ns",
          "evt.latency.quantized",
          "evt.wait_latency"
        }) {
      addNumber(field, scope -> 0);
    }
    addText("evt.latency.human", scope -> "0ns");
    addNumber("evt.deltatime", EventFields::delta);
    addNumber("evt.deltatime.s", scope -> Long.divideUnsigned(delta(scope), NANOS));
    addNumber("evt.deltatime.ns", scope -> Long.remainderUnsigned(delta(scope), NANOS));
    addText("evt.outputtime", scope -> Times.time(scope.event.timestamp()));
    addWithArgument(
        "evt.around",
        access -> {
          long centre = Long.parseUnsignedLong(access.argument().orElse("0"));
          return (scope, into) -> {
            long timestamp = scope.event.timestamp();
            into.number =
                Long.compareUnsigned(timestamp, centre) >= 0
                    ? timestamp - centre
                    : centre - timestamp;
            return true;
          };
        });
  }

  /** The time since the previous event; 0 for the first one. */
  private static long delta(EventScope scope) {
    return scope.previousTimestamp == 0 ? 0 : scope.event.timestamp() - scope.previousTimestamp;
  }

  private void kinds() {
    addText("evt.dir", scope -> scope.event.enter() ? ">" : "<");
    addText("evt.type", EventFields::typeName);
    addText(
        "syscall.type",
        scope -> EventTraits.SYSCALL[scope.event.code()] ? syscallName(scope.event) : null);
    addWithArgument(
        "evt.type.is",
        access -> {
          boolean[] codes = codes(access.argument().orElse(""));
          return (scope, into) -> {
            into.number = codes[scope.event.code()] ? 1 : 0;
            return true;
          };
        });
    addText("evt.category", this::category);
    addNumber("evt.cpu", scope -> (short) scope.event.cpu());
    addNumber("evt.count", scope -> 1);
    add(
        "evt.count.exit",
        (scope, into) -> {
          into.number = 1;
          return !scope.event.enter();
        });
    addNumber(
        "evt.count.threadinfo", scope -> scope.event.code() == EventTraits.PROCESS_INFO ? 1 : 0);
    addNumber("evt.count.procinfo", EventFields::mainThreadInfo);
  }

  private static long mainThreadInfo(EventScope scope) {
    var thread = thread(scope);
    return scope.event.code() == EventTraits.PROCESS_INFO && thread != null && thread.mainThread()
        ? 1
        : 0;
  }

  /** A code, or a name: then the code of its first event and the one after it. */
  private static boolean[] codes(String argument) {
    EventTable table = EventTable.current();
    boolean[] codes = new boolean[table.size()];
    if (Arguments.digits(argument)) {
      long code = argument.length() > 9 ? -1 : Long.parseLong(argument);
      if (code >= 0 && code < codes.length) {
        codes[(int) code] = true;
      }
      return codes;
    }
    List<EventType> named = table.named(argument);
    if (!named.isEmpty()) {
      int code = named.getFirst().code();
      codes[code] = true;
      if (code + 1 < codes.length) {
        codes[code + 1] = true;
      }
    }
    return codes;
  }

  private static String typeName(EventScope scope) {
    return scope.event.code() == EventTraits.ASYNC_EVENT
        ? scope.event.text(1)
        : syscallName(scope.event);
  }

  /** Calls without an event type of their own have a generic one that carries their code. */
  private static String syscallName(Event event) {
    if (event.code() != EventTraits.GENERIC) {
      return event.type().name();
    }
    EventTable table = EventTable.current();
    int code = event.uint16(0);
    if (code == 0 && event.has(1)) {
      code = table.syscallOfNative(event.uint16(1));
    }
    return table.syscallName(code);
  }

  private static String[] categories() {
    EventTable table = EventTable.current();
    String[] names = new String[table.size()];
    for (int code = 0; code < names.length; code++) {
      String category = table.type(code).category();
      names[code] = category.equals("IPC") ? "IPC" : category.toLowerCase(Locale.ROOT);
    }
    return names;
  }

  /** The category of reading and writing is that of the descriptor. */
  private String category(EventScope scope) {
    int code = scope.event.code();
    if (!EventTraits.IO[code]) {
      return categories[code];
    }
    Descriptor descriptor = scope.descriptor;
    if (descriptor == null) {
      return "unknown";
    }
    return switch (descriptor.type) {
      case FILE, FILE_V2, DIRECTORY -> "file";
      case IPV4_SOCKET, IPV6_SOCKET, IPV4_SERVER_SOCKET, IPV6_SERVER_SOCKET -> "net";
      case FIFO, UNIX_SOCKET, EVENT, SIGNAL, INOTIFY, USERFAULT -> "ipc";
      case UNKNOWN,
          UNSUPPORTED,
          UNINITIALIZED,
          EVENTPOLL,
          TIMER,
          NETLINK,
          BPF,
          IO_URING,
          MEMFD,
          PIDFD ->
          "unknown";
    };
  }

  private void results() {
    ParameterText parameters = new ParameterText();
    addText(
        "evt.res",
        scope ->
            !scope.hasReturnValue
                ? null
                : scope.returnValue() >= 0 ? "SUCCESS" : parameters.text(scope, 0));
    add(
        "evt.rawres",
        (scope, into) -> {
          into.number = scope.hasReturnValue ? scope.returnValue() : 0;
          return scope.hasReturnValue;
        });
    addError("evt.failed", scope -> true);
    addError("evt.count.error", scope -> true);
    addError("evt.count.error.file", scope -> kind(scope) == Kind.FILE);
    addError("evt.count.error.net", scope -> kind(scope) == Kind.NET);
    addError("evt.count.error.memory", scope -> EventTraits.MEMORY[scope.event.code()]);
    addError("evt.count.error.other", scope -> kind(scope) == Kind.OTHER);
  }

  /** Which events an error counter counts. */
  private interface Counted {
    boolean test(EventScope scope);
  }

  private void addError(String field, Counted counted) {
    add(
        field,
        (scope, into) -> {
          if (!scope.hasReturnValue || !counted.test(scope)) {
            return false;
          }
          into.number = scope.returnValue() < 0 ? 1 : 0;
          return true;
        });
  }

  private enum Kind {
    FILE,
    NET,
    MEMORY,
    OTHER
  }

  /** What an event is about: its descriptor, or what it would have opened. */
  private static Kind kind(EventScope scope) {
    Descriptor descriptor = scope.descriptor;
    if (descriptor != null) {
      DescriptorType type = descriptor.type;
      if (type.file() || type == DescriptorType.DIRECTORY) {
        return Kind.FILE;
      }
      return type.ip() || type == DescriptorType.UNIX_SOCKET ? Kind.NET : Kind.OTHER;
    }
    int code = scope.event.code();
    if (OpenFields.opens(code) || code == EventTraits.CREAT) {
      return Kind.FILE;
    }
    if (code == EventTraits.ACCEPT || code == EventTraits.ACCEPT4 || code == EventTraits.CONNECT) {
      return Kind.NET;
    }
    return EventTraits.MEMORY[code] ? Kind.MEMORY : Kind.OTHER;
  }

  private void io() {
    addNumber("evt.is_io_read", scope -> EventTraits.READS[scope.event.code()] ? 1 : 0);
    addNumber("evt.is_io_write", scope -> EventTraits.WRITES[scope.event.code()] ? 1 : 0);
    addNumber(
        "evt.is_io",
        scope ->
            EventTraits.READS[scope.event.code()] || EventTraits.WRITES[scope.event.code()]
                ? 1
                : 0);
    addText(
        "evt.io_dir",
        scope ->
            EventTraits.WRITES[scope.event.code()]
                ? "write"
                : EventTraits.READS[scope.event.code()] ? "read" : null);
    addNumber("evt.is_wait", scope -> EventTraits.WAITS[scope.event.code()] ? 1 : 0);
    addNumber(
        "evt.is_syslog",
        scope -> {
          Descriptor descriptor = scope.descriptor;
          return EventTraits.WRITES[scope.event.code()]
                  && descriptor != null
                  && descriptor.name.contains("/dev/log")
              ? 1
              : 0;
        });
  }

  private void lengths() {
    for (String direction : new String[] {"", ".in", ".out"}) {
      boolean[] codes =
          switch (direction) {
            case ".in" -> EventTraits.IO_READ;
            case ".out" -> EventTraits.IO_WRITE;
            default -> EventTraits.IO;
          };
      addLength("evt.buflen" + direction, codes, type -> true);
      addLength("evt.buflen.file" + direction, codes, DescriptorType::file);
      addLength("evt.buflen.net" + direction, codes, DescriptorType::ip);
    }
  }

  /** Which descriptors a length is given for. */
  private interface TypeTest {
    boolean test(DescriptorType type);
  }

  private void addLength(String field, boolean[] codes, TypeTest types) {
    add(
        field,
        (scope, into) -> {
          Descriptor descriptor = scope.descriptor;
          if (descriptor == null
              || !codes[scope.event.code()]
              || scope.event.enter()
              || !scope.hasReturnValue
              || !types.test(descriptor.type)) {
            return false;
          }
          into.number = scope.returnValue();
          return into.number >= 0;
        });
  }

  private void addInfrastructure() {
    infrastructure("evt.infra.docker.name", "Event");
    infrastructure("evt.infra.docker.container.id", "ID");
    infrastructure("evt.infra.docker.container.name", "name");
    infrastructure("evt.infra.docker.container.image", "Image");
  }

  private void infrastructure(String field, String key) {
    int code = EventTraits.code("PPME_INFRASTRUCTURE_EVENT_E");
    addText(
        field,
        scope ->
            scope.event.code() == code && scope.event.parameterCount() > 2
                ? infrastructureValue(scope.event.text(2), key)
                : null);
  }

  /** The value of a key in {@code key:value;key:value}. */
  private static @Nullable String infrastructureValue(String description, String key) {
    for (String element : description.split(";")) {
      String text = element.strip();
      int colon = text.indexOf(':');
      if (!text.startsWith(key) || colon < 0) {
        continue;
      }
      String value = text.substring(colon + 1);
      if (key.equals("Image")) {
        int at = value.indexOf('@');
        return (at >= 0 ? value.substring(0, at) : value).strip();
      }
      int second = value.indexOf(':');
      value = (second < 0 ? value : value.substring(0, second)).strip();
      return key.equals("ID") && value.length() > 12 ? value.substring(0, 12) : value;
    }
    return null;
  }
}
