package dev.creance.events.field;

import dev.creance.events.state.Descriptor;
import dev.creance.events.state.DescriptorTable;
import dev.creance.events.state.DescriptorType;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.checked.FieldExpression.Access;
import org.jspecify.annotations.Nullable;

/** {@code fd.*} but for the ends of sockets ({@link SocketFields}). */
final class DescriptorFields extends FieldFamily {
  private static final String[] LETTERS = new String[128];

  static {
    for (int i = 0; i < LETTERS.length; i++) {
      LETTERS[i] = Character.toString(i);
    }
  }

  /** A number of an open descriptor. */
  private interface DescriptorNumber {
    long of(Descriptor descriptor);
  }

  DescriptorFields() {
    add(
        "fd.num",
        (scope, into) -> {
          into.number = scope.lastFd;
          return EventTraits.usesDescriptor(scope.event) && thread(scope) != null;
        });
    add("fd.uid", access(DescriptorFields::uid));
    types();
    names();
    addDescriptorNumber("fd.dev", descriptor -> descriptor.dev);
    addDescriptorNumber("fd.dev.major", descriptor -> (descriptor.dev & 0xfff00) >> 8);
    addDescriptorNumber(
        "fd.dev.minor", descriptor -> descriptor.dev & 0xff | descriptor.dev >>> 12 & 0xfff00);
    addDescriptorNumber("fd.ino", descriptor -> descriptor.ino);
    addDescriptorNumber(
        "fd.is_upper_layer", descriptor -> bit(descriptor, Descriptor.OVERLAY_UPPER));
    addDescriptorNumber(
        "fd.is_lower_layer", descriptor -> bit(descriptor, Descriptor.OVERLAY_LOWER));
    addDescriptorNumber("fd.connected", descriptor -> bit(descriptor, Descriptor.CONNECTED));
    add("fd.name_changed", DescriptorFields::nameChanged);
  }

  /** A text of the event's thread and descriptor, where the event is one that has a descriptor. */
  interface AccessText {
    @Nullable String of(@Nullable Descriptor descriptor, ThreadState thread, EventScope scope);
  }

  static FieldReader access(AccessText text) {
    return (scope, into) -> {
      if (!EventTraits.usesDescriptor(scope.event)) {
        return false;
      }
      ThreadState thread = thread(scope);
      if (thread == null) {
        return false;
      }
      String value = text.of(DescriptorAccess.of(scope, thread), thread, scope);
      if (value == null) {
        return false;
      }
      into.text = value;
      return true;
    };
  }

  private void addDescriptorNumber(String field, DescriptorNumber number) {
    add(
        field,
        (scope, into) -> {
          if (!EventTraits.usesDescriptor(scope.event)) {
            return false;
          }
          ThreadState thread = thread(scope);
          Descriptor descriptor = thread == null ? null : DescriptorAccess.of(scope, thread);
          if (descriptor == null) {
            return false;
          }
          into.number = number.of(descriptor);
          return true;
        });
  }

  /** Of the event's own descriptor only. */
  private static boolean nameChanged(EventScope scope, Cell into) {
    ThreadState thread = EventTraits.usesDescriptor(scope.event) ? thread(scope) : null;
    if (thread == null || DescriptorAccess.of(scope, thread) == null) {
      return false;
    }
    Descriptor own = scope.descriptor;
    into.number = own == null || own.name.equals(own.oldName) ? 0 : 1;
    return true;
  }

  private static long bit(Descriptor descriptor, int mask) {
    return (descriptor.state & mask) == mask ? 1 : 0;
  }

  private static String uid(@Nullable Descriptor descriptor, ThreadState thread, EventScope scope) {
    return Long.toString(thread.tid).concat(Long.toString(scope.lastFd));
  }

  private void types() {
    add(
        "fd.type",
        access((descriptor, thread, scope) -> descriptor == null ? null : descriptor.type.text()));
    add(
        "fd.typechar",
        access((descriptor, thread, scope) ->
            LETTERS[
                descriptor == null
                    ? GuessedDescriptor.letter(scope.event)
                    : descriptor.type.letter()]));
    addWithArgument("fd.types", DescriptorFields::listOfTypes);
  }

  /** Without an argument: the types of all open descriptors, each once. */
  private static FieldReader listOfTypes(Access access) {
    if (access.argument().isPresent()) {
      int number = Arguments.index(access, -1);
      return (scope, into) -> {
        into.clear();
        ThreadState thread = EventTraits.usesDescriptor(scope.event) ? thread(scope) : null;
        Descriptor descriptor = thread == null ? null : thread.descriptor(number);
        if (descriptor == null) {
          return false;
        }
        into.elements.add(descriptor.type.text());
        return true;
      };
    }
    return DescriptorFields::readTypes;
  }

  private static boolean readTypes(EventScope scope, Cell into) {
    into.clear();
    ThreadState thread = EventTraits.usesDescriptor(scope.event) ? thread(scope) : null;
    if (thread == null) {
      return false;
    }
    DescriptorTable table = thread.descriptors();
    if (table != null) {
      table.forEach((number, descriptor) -> addType(into, descriptor.type));
    }
    return true;
  }

  private static void addType(Cell into, DescriptorType type) {
    String text = type.text();
    if (!into.elements.contains(text)) {
      into.elements.add(text);
    }
  }

  private void names() {
    addWithArgument("fd.name", access -> name(""));
    addWithArgument("fd.containername", access -> name(":"));
    addWithArgument("fd.directory", access -> directory(""));
    addWithArgument("fd.containerdirectory", access -> directory(":"));
    addWithArgument("fd.filename", access -> fileName());
    addWithArgument("fd.nameraw", access -> rawName());
  }

  /** Values that begin with the container's id have a colon after it. */
  private static String withContainer(String separator, ThreadState thread, String text) {
    return separator.isEmpty() ? text : thread.containerId + separator + text;
  }

  private static FieldReader name(String separator) {
    GuessedDescriptor guess = new GuessedDescriptor();
    return access((descriptor, thread, scope) -> {
      String name = descriptor == null ? guess.name(scope) : descriptor.name;
      return name == null ? null : withContainer(separator, thread, name);
    });
  }

  private static FieldReader directory(String separator) {
    GuessedDescriptor guess = new GuessedDescriptor();
    TextCache directories = new TextCache(DescriptorFields::directoryOf);
    return access((descriptor, thread, scope) -> {
      String name;
      if (descriptor == null) {
        String guessed = guess.name(scope);
        name = guessed == null ? null : directoryOf(guessed);
      } else if (descriptor.type.file()) {
        name = directories.get(descriptor.name);
      } else {
        name = descriptor.type == DescriptorType.DIRECTORY ? descriptor.name : null;
      }
      return name == null ? null : withContainer(separator, thread, name);
    });
  }

  /** Up to the last slash; a name that ends in a slash is its own directory. */
  private static String directoryOf(String name) {
    int slash = name.lastIndexOf('/');
    if (slash <= 0) {
      return "/";
    }
    return slash < name.length() - 1 ? name.substring(0, slash) : name;
  }

  private static FieldReader fileName() {
    TextCache names = new TextCache(DescriptorFields::fileNameOf);
    return access((descriptor, thread, scope) ->
        descriptor != null && descriptor.type.file() ? names.get(descriptor.name) : null);
  }

  private static String fileNameOf(String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return "/";
    }
    return slash < name.length() - 1 ? name.substring(slash + 1) : name;
  }

  private static FieldReader rawName() {
    GuessedDescriptor guess = new GuessedDescriptor();
    return access((descriptor, thread, scope) -> {
      String name = descriptor == null ? guess.rawName(scope) : descriptor.nameRaw;
      return name == null ? null : squeezed(name);
    });
  }

  /** Without repeated slashes. */
  private static String squeezed(String path) {
    if (!path.contains("//")) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '/' || i == 0 || path.charAt(i - 1) != '/') {
        out.append(c);
      }
    }
    return out.toString();
  }
}
