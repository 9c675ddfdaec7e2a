package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.Paths;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.DescriptorType;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import org.jspecify.annotations.Nullable;

/** {@code fs.path.*}: the paths of calls that work on files by path, where they succeeded. */
final class PathFields extends FieldFamily {
  private static final String UNKNOWN = "<UNKNOWN>";

  /** Which of a call's paths. */
  private enum Which {
    NAME,
    SOURCE,
    TARGET
  }

  /** How a relative path is resolved. */
  private enum Base {
    WORKING_DIRECTORY,
    DESCRIPTOR_IS_FILE,
    DESCRIPTOR_IS_DIRECTORY,
    UNKNOWN,
    OLD_DIRECTORY,
    NEW_DIRECTORY
  }

  /**
   * A call's path.
   *
   * @param parameter its index, −1 for the name of the event's descriptor
   */
  private record Rule(int parameter, boolean opens, Base base) {}

  PathFields() {
    for (Which which : Which.values()) {
      String field = "fs.path." + which.name().toLowerCase(java.util.Locale.ROOT);
      @Nullable Rule[] rules = rules(which);
      addWithArgument(field + "raw", access -> raw(rules));
      addWithArgument(field, access -> resolved(rules));
    }
  }

  private static @Nullable Rule[] rules(Which which) {
    EventTable table = EventTable.current();
    @Nullable Rule[] rules = new @Nullable Rule[table.size()];
    for (EventType type : table.types()) {
      String parameter = parameter(which, type.enumName());
      if (parameter != null) {
        rules[type.code()] =
            new Rule(
                parameter.isEmpty() ? -1 : type.indexOf(parameter),
                OpenFields.opens(type.code()),
                base(which, type.enumName()));
      }
    }
    return rules;
  }

  /** The parameter with the path; empty = the descriptor's name, null = the call has none. */
  private static @Nullable String parameter(Which which, String event) {
    return switch (which) {
      case NAME -> name(event);
      case SOURCE ->
          switch (event) {
            case "PPME_SYSCALL_RENAME_X", "PPME_SYSCALL_RENAMEAT_X", "PPME_SYSCALL_RENAMEAT2_X" ->
                "oldpath";
            case "PPME_SYSCALL_LINK_2_X", "PPME_SYSCALL_LINKAT_2_X" -> "newpath";
            case "PPME_SYSCALL_SYMLINK_X", "PPME_SYSCALL_SYMLINKAT_X" -> "linkpath";
            case "PPME_SYSCALL_MOUNT_X" -> "dev";
            default -> null;
          };
      case TARGET ->
          switch (event) {
            case "PPME_SYSCALL_RENAME_X", "PPME_SYSCALL_RENAMEAT_X", "PPME_SYSCALL_RENAMEAT2_X" ->
                "newpath";
            case "PPME_SYSCALL_LINK_2_X", "PPME_SYSCALL_LINKAT_2_X" -> "oldpath";
            case "PPME_SYSCALL_SYMLINK_X", "PPME_SYSCALL_SYMLINKAT_X" -> "target";
            case "PPME_SYSCALL_MOUNT_X" -> "dir";
            default -> null;
          };
    };
  }

  private static @Nullable String name(String event) {
    return switch (event) {
      case "PPME_SYSCALL_MKDIR_2_X",
          "PPME_SYSCALL_MKDIRAT_X",
          "PPME_SYSCALL_RMDIR_2_X",
          "PPME_SYSCALL_UNLINK_2_X",
          "PPME_SYSCALL_CHOWN_X",
          "PPME_SYSCALL_LCHOWN_X" ->
          "path";
      case "PPME_SYSCALL_UNLINKAT_2_X",
          "PPME_SYSCALL_OPEN_X",
          "PPME_SYSCALL_OPENAT_2_X",
          "PPME_SYSCALL_OPENAT2_X",
          "PPME_SYSCALL_UMOUNT_1_X",
          "PPME_SYSCALL_UMOUNT2_X" ->
          "name";
      case "PPME_SYSCALL_CHMOD_X", "PPME_SYSCALL_FCHMODAT_X" -> "filename";
      case "PPME_SYSCALL_FCHOWNAT_X" -> "pathname";
      case "PPME_SYSCALL_FCHMOD_X", "PPME_SYSCALL_FCHOWN_X" -> "";
      case "PPME_SYSCALL_QUOTACTL_X" -> "special";
      default -> null;
    };
  }

  private static Base base(Which which, String event) {
    return switch (event) {
      case "PPME_SYSCALL_OPENAT_2_X", "PPME_SYSCALL_OPENAT2_X" -> Base.DESCRIPTOR_IS_FILE;
      case "PPME_SYSCALL_FCHOWNAT_X",
          "PPME_SYSCALL_FCHMODAT_X",
          "PPME_SYSCALL_MKDIRAT_X",
          "PPME_SYSCALL_UNLINKAT_2_X" ->
          Base.DESCRIPTOR_IS_DIRECTORY;
      case "PPME_SYSCALL_SYMLINKAT_X" ->
          which == Which.SOURCE ? Base.DESCRIPTOR_IS_DIRECTORY : Base.UNKNOWN;
      case "PPME_SYSCALL_RENAMEAT2_X" ->
          which == Which.SOURCE ? Base.OLD_DIRECTORY : Base.NEW_DIRECTORY;
      default -> Base.WORKING_DIRECTORY;
    };
  }

  private static FieldReader raw(@Nullable Rule[] rules) {
    return text(scope -> {
      Rule rule = rules[scope.event.code()];
      return rule == null || !succeeded(scope.event, rule) ? null : path(scope, rule);
    });
  }

  private static FieldReader resolved(@Nullable Rule[] rules) {
    return text(scope -> {
      Rule rule = rules[scope.event.code()];
      if (rule == null || !succeeded(scope.event, rule)) {
        return null;
      }
      ThreadState thread = thread(scope);
      String path = path(scope, rule);
      return thread == null || path == null ? null : resolve(scope, thread, rule, path);
    });
  }

  /** An open failed only if it returned −1; so libsinsp takes most failed opens for successes. */
  private static boolean succeeded(Event event, Rule rule) {
    return event.has(0) && (rule.opens ? event.int64(0) != -1 : event.int64(0) == 0);
  }

  private static @Nullable String path(EventScope scope, Rule rule) {
    if (rule.parameter >= 0) {
      return rule.parameter < scope.event.parameterCount()
          ? scope.event.text(rule.parameter)
          : null;
    }
    ThreadState thread = thread(scope);
    if (thread == null) {
      return null;
    }
    Descriptor descriptor = DescriptorAccess.of(scope, thread);
    return descriptor == null ? "" : descriptor.name;
  }

  private static String resolve(EventScope scope, ThreadState thread, Rule rule, String path) {
    if (Paths.absolute(path)) {
      return Paths.concatenate("", path);
    }
    return switch (rule.base) {
      case WORKING_DIRECTORY -> Paths.concatenate(thread.workingDirectory(), path);
      case DESCRIPTOR_IS_FILE -> {
        Descriptor file = scope.descriptor;
        yield Paths.concatenate("", file == null ? UNKNOWN : file.name);
      }
      case DESCRIPTOR_IS_DIRECTORY -> Paths.concatenate(directory(scope.descriptor), path);
      case UNKNOWN -> Paths.concatenate(UNKNOWN, path);
      case OLD_DIRECTORY ->
          Paths.concatenate(GuessedDescriptor.directory(scope, path, scope.event.int64(1)), path);
      case NEW_DIRECTORY ->
          Paths.concatenate(GuessedDescriptor.directory(scope, path, scope.event.int64(3)), path);
    };
  }

  private static String directory(@Nullable Descriptor descriptor) {
    return descriptor != null && descriptor.type == DescriptorType.DIRECTORY
        ? GuessedDescriptor.withSlash(descriptor.name)
        : UNKNOWN;
  }
}
