package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.Paths;
import dev.creance.events.SocketText;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.Surroundings.Group;
import dev.creance.events.state.Surroundings.User;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.Field.PrintFormat;
import dev.creance.grammar.vocabulary.Parameter;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of events as text. Each has two: the <em>raw</em> one, and the <em>resolved</em> one
 * (a flag's names, the file behind a descriptor number), which is empty where nothing is to be
 * resolved. {@code evt.arg} gives the resolved one if it is not empty, else the raw one.
 */
final class ParameterText {
  private static final String UNKNOWN = "<NA>";

  private final @Nullable FlagText[][] flags =
      new @Nullable FlagText[EventTable.current().size()][];

  /** As {@code evt.arg} gives it. */
  String text(EventScope scope, int index) {
    String resolved = resolved(scope, index);
    return resolved.isEmpty() ? raw(scope, index) : resolved;
  }

  /** The raw text. */
  String raw(EventScope scope, int index) {
    Event event = scope.event;
    Parameter parameter = event.type().parameters().get(index);
    if (event.length(index) == 0 && !parameter.type().text()) {
      return nothing(parameter.type());
    }
    Value value = new Value(event, index, parameter);
    return switch (value.type) {
      case INT8, INT16, INT32, UINT8, UINT16, UINT32, INT64, UINT64, MODE ->
          number(value, parameter.format());
      case FD, PID, ERRNO -> Long.toString(value.signed());
      case FLAGS8, FLAGS16, FLAGS32, ENUMFLAGS8, ENUMFLAGS16, ENUMFLAGS32, SIGTYPE ->
          Long.toString(value.unsigned());
      case CHARBUF, FSPATH, FSRELPATH ->
          parameter.type() == ValueType.DYN
              ? Printable.untilNul(event.bytes(), value.offset, value.length)
              : event.text(index);
      case BYTEBUF -> Printable.dots(event.bytes(), value.offset, value.length);
      case SOCKADDR -> SocketText.address(event.bytes(), value.offset, value.length);
      case SOCKTUPLE -> SocketText.pair(event.bytes(), value.offset, value.length);
      case FDLIST -> descriptorList(scope, value);
      case SYSCALLID -> syscallNumber((int) value.unsigned());
      case RELTIME -> value.signed() == -1 ? "none" : Long.toUnsignedString(value.signed());
      case ABSTIME -> Times.dateTime(value.signed());
      case UID, GID -> Integer.toString((int) value.signed());
      case SIGSET -> signals((int) value.signed());
      case DYN -> "INVALID DYNAMIC PARAMETER";
      default -> "(n.a.)";
    };
  }

  /** The resolved text; empty where there is none. */
  String resolved(EventScope scope, int index) {
    Event event = scope.event;
    Parameter parameter = event.type().parameters().get(index);
    if (event.length(index) == 0) {
      return "";
    }
    Value value = new Value(event, index, parameter);
    return switch (value.type) {
      case FD -> descriptor(scope, value.signed());
      case PID -> {
        ThreadState thread = scope.surroundings.thread(value.signed());
        yield thread == null ? "" : thread.comm;
      }
      case ERRNO -> value.signed() < 0 ? SystemNames.error(value.signed()) : "";
      case FLAGS8, FLAGS16, FLAGS32, ENUMFLAGS8, ENUMFLAGS16, ENUMFLAGS32, MODE ->
          flags(event.code(), index, value.type).of((int) value.unsigned());
      case FSPATH, FSRELPATH -> path(scope, index, parameter);
      case SYSCALLID -> syscallName((int) value.unsigned());
      case SIGTYPE -> SystemNames.signal((int) value.unsigned());
      case RELTIME ->
          value.signed() == -1 ? "" : Times.general(Times.seconds(value.signed())).concat("s");
      case UID -> user(scope, (int) value.signed());
      case GID -> group(scope, (int) value.signed());
      default -> "";
    };
  }

  /** All parameters as {@code evt.args} shows them: {@code name=raw(resolved) …}. */
  String all(EventScope scope) {
    Event event = scope.event;
    List<Parameter> parameters = event.type().parameters();
    StringBuilder out = new StringBuilder();
    int count = Math.min(event.parameterCount(), parameters.size());
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.append(' ');
      }
      out.append(parameters.get(i).name()).append('=').append(raw(scope, i));
      String resolved = resolved(scope, i);
      if (!resolved.isEmpty()) {
        out.append('(').append(resolved).append(')');
      }
    }
    return out.toString();
  }

  private static String nothing(ValueType type) {
    return switch (type) {
      case BYTEBUF, SOCKTUPLE, FDLIST, CHARBUFARRAY, CHARBUF_PAIR_ARRAY, DYN -> "NULL";
      default -> UNKNOWN;
    };
  }

  private static String number(Value value, PrintFormat format) {
    return switch (format) {
      case OCT -> value.unsigned() == 0 ? "0" : "0" + Long.toOctalString(value.unsigned());
      case HEX -> Printable.hex(value.type.width() < 8 ? value.int32Bits() : value.signed());
      case PADDED_DEC -> Printable.padded(value.decimal());
      case NA, DEC, ID, DIR -> Long.toString(value.decimal());
    };
  }

  private FlagText flags(int code, int index, ValueType type) {
    @Nullable FlagText[] ofEvent = flags[code];
    if (ofEvent == null) {
      ofEvent = new @Nullable FlagText[EventTable.current().type(code).parameters().size()];
      flags[code] = ofEvent;
    }
    FlagText text = ofEvent[index];
    if (text == null) {
      text = new FlagText(EventTable.current().type(code).parameters().get(index), type);
      ofEvent[index] = text;
    }
    return text;
  }

  /** {@code <f>/etc/passwd}; for IP sockets the letter of the transport protocol follows. */
  private static String descriptor(EventScope scope, long number) {
    if (number < 0) {
      return FieldFamily.thread(scope) == null
          ? ""
          : number == GuessedDescriptor.AT_FDCWD ? "AT_FDCWD" : SystemNames.error(number);
    }
    ThreadState thread = FieldFamily.thread(scope);
    Descriptor descriptor = thread == null ? null : thread.descriptor(number);
    if (descriptor == null) {
      return "";
    }
    String protocol =
        switch (DescriptorAccess.protocol(descriptor)) {
          case DescriptorAccess.TCP -> "t";
          case DescriptorAccess.UDP -> "u";
          case DescriptorAccess.ICMP -> "i";
          case DescriptorAccess.RAW -> "r";
          default -> "";
        };
    return "<" + descriptor.type.letter() + protocol + ">" + descriptor.name;
  }

  private static String path(EventScope scope, int index, Parameter parameter) {
    String path = scope.event.text(index);
    ThreadState thread = FieldFamily.thread(scope);
    if (thread == null || path.isEmpty() || Paths.absolute(path) || path.equals(UNKNOWN)) {
      return "";
    }
    return Paths.concatenate(base(scope, thread, parameter), path);
  }

  private static String base(EventScope scope, ThreadState thread, Parameter parameter) {
    int directory = parameter.directoryParameter();
    Event event = scope.event;
    if (parameter.type() != ValueType.FSRELPATH
        || directory < 0
        || directory >= event.type().parameters().size()
        || event.type().parameters().get(directory).type() != ValueType.FD) {
      return thread.workingDirectory();
    }
    long number = event.int64(directory);
    if (number == GuessedDescriptor.AT_FDCWD) {
      return thread.workingDirectory();
    }
    Descriptor descriptor = thread.descriptor(number);
    return descriptor == null ? "" : GuessedDescriptor.withSlash(descriptor.name);
  }

  private static String descriptorList(EventScope scope, Value value) {
    ThreadState thread = FieldFamily.thread(scope);
    return thread == null
        ? ""
        : DescriptorList.text(scope.event, value.offset, value.length, thread);
  }

  private static String syscallNumber(int code) {
    return code >= EventTable.current().syscallNames().size()
        ? "<unknown syscall>"
        : Integer.toString(code);
  }

  private static String syscallName(int code) {
    return code >= EventTable.current().syscallNames().size()
        ? ""
        : EventTable.current().syscallName(code);
  }

  private static String user(EventScope scope, int uid) {
    if (uid == ThreadState.NO_ID) {
      return "<NONE>";
    }
    ThreadState thread = FieldFamily.thread(scope);
    User user = thread == null ? null : scope.surroundings.user(thread.containerId, uid);
    return user == null || user.name().isEmpty() ? UNKNOWN : user.name();
  }

  private static String group(EventScope scope, int gid) {
    if (gid == ThreadState.NO_ID) {
      return "<NONE>";
    }
    ThreadState thread = FieldFamily.thread(scope);
    Group group = thread == null ? null : scope.surroundings.group(thread.containerId, gid);
    return group == null || group.name().isEmpty() ? UNKNOWN : group.name();
  }

  private static String signals(int set) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      String name = (set & 1 << i) == 0 ? "" : SystemNames.signal(i + 1);
      if (!name.isEmpty()) {
        out.append(out.isEmpty() ? "" : " ").append(name);
      }
    }
    return out.toString();
  }

  /** A parameter's bytes and type; of a dynamic one the alternative that its first byte names. */
  private static final class Value {
    final ValueType type;
    final int offset;
    final int length;
    private final byte[] bytes;

    Value(Event event, int index, Parameter parameter) {
      bytes = event.bytes();
      int start = event.offset(index);
      int size = Math.max(0, event.length(index));
      List<Parameter> alternatives = parameter.alternatives();
      int chosen = parameter.type() == ValueType.DYN && size > 0 ? bytes[start] & 0xff : -1;
      boolean dynamic = chosen >= 0 && chosen < alternatives.size();
      type = dynamic ? alternatives.get(chosen).type() : parameter.type();
      offset = dynamic ? start + 1 : start;
      length = dynamic ? size - 1 : size;
    }

    /** The number, sign-extended. */
    long signed() {
      return RawValues.number(bytes, offset, Math.min(length, type.width()), true);
    }

    /** The number, zero-extended. */
    long unsigned() {
      return RawValues.number(bytes, offset, Math.min(length, type.width()), false);
    }

    /** As libsinsp prints it: unsigned types of 32 and 64 bits as if they were signed. */
    long decimal() {
      return type.signed() || type.width() >= 4 ? signed() : unsigned();
    }

    /** As C promotes it for printing: negative numbers of few bytes have 32 bits. */
    long int32Bits() {
      boolean signedType = type.signed();
      return (signedType ? signed() : unsigned()) & 0xFFFFFFFFL;
    }
  }
}
