package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.Paths;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import org.jspecify.annotations.Nullable;

/** {@code evt.abspath}: the path that a directory's descriptor and a name make together. */
final class AbsolutePathField extends FieldFamily {
  AbsolutePathField() {
    addWithArgument("evt.abspath", access -> reader(access.argument().orElse("").equals("dst")));
  }

  /** Indexes of the directory's descriptor and the path in an event. */
  private record Pair(int directory, int path) {}

  private static FieldReader reader(boolean destination) {
    EventTable table = EventTable.current();
    @Nullable Pair[] pairs = new @Nullable Pair[table.size()];
    for (EventType type : table.types()) {
      String[] names = names(type.enumName(), destination);
      if (names.length > 0) {
        pairs[type.code()] = new Pair(type.indexOf(names[0]), type.indexOf(names[1]));
      }
    }
    return text(scope -> read(scope, pairs));
  }

  private static String[] names(String event, boolean destination) {
    String names =
        switch (event) {
          case "PPME_SYSCALL_RENAMEAT_X", "PPME_SYSCALL_RENAMEAT2_X" ->
              destination ? "newdirfd newpath" : "olddirfd oldpath";
          case "PPME_SYSCALL_SYMLINKAT_X" -> "linkdirfd linkpath";
          case "PPME_SYSCALL_OPENAT_2_X", "PPME_SYSCALL_OPENAT2_X" -> "dirfd name";
          case "PPME_SYSCALL_LINKAT_2_X" -> destination ? "newdir newpath" : "olddir oldpath";
          case "PPME_SYSCALL_UNLINKAT_2_X" -> "dirfd name";
          case "PPME_SYSCALL_MKDIRAT_X" -> "dirfd path";
          case "PPME_SYSCALL_FCHMODAT_X" -> "dirfd filename";
          case "PPME_SYSCALL_FCHOWNAT_X" -> "dirfd pathname";
          default -> "";
        };
    return names.isEmpty() ? new String[0] : names.split(" ");
  }

  private static @Nullable String read(EventScope scope, @Nullable Pair[] pairs) {
    Event event = scope.event;
    ThreadState thread = scope.thread;
    if (thread == null) {
      return null;
    }
    if (event.code() == EventTraits.OPEN_BY_HANDLE_AT) {
      return scope.hasReturnValue && (int) scope.returnValue() > 0
          ? Paths.concatenate("", event.text(3))
          : null;
    }
    Pair pair = pairs[event.code()];
    if (pair == null || !event.has(pair.directory) || !event.has(pair.path)) {
      return null;
    }
    String path = event.text(pair.path);
    return Paths.concatenate(directory(thread, path, event.int64(pair.directory)), path);
  }

  /** A slash is put after the directory even where it ends in one, as libsinsp does. */
  private static String directory(ThreadState thread, String path, long number) {
    if (Paths.absolute(path)) {
      return ".";
    }
    if (number == GuessedDescriptor.AT_FDCWD) {
      return thread.workingDirectory();
    }
    Descriptor descriptor = thread.descriptor(number);
    return descriptor == null ? "<UNKNOWN>/" : descriptor.name.concat("/");
  }
}
