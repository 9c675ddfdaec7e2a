package dev.creance.corpus.evaluate;

import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.checked.FieldExpression.Items;
import dev.creance.grammar.checked.FieldExpression.Literal;
import dev.creance.grammar.checked.FieldExpression.Transformed;
import dev.creance.grammar.vocabulary.EventType;
import dev.creance.grammar.vocabulary.Parameter;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which columns the value of a field depends on, for the events of one type. Naming too many only
 * costs time; naming too few would be wrong: the comparison with the event-by-event evaluator is
 * what keeps this honest.
 */
final class FieldAxes {
  /** Fields of the process that also look at the clock. */
  private static final Set<String> DURATIONS = Set.of("proc.duration", "container.duration");

  /** Fields of the event that its type alone decides. */
  private static final Set<String> OF_TYPE =
      Set.of(
          "evt.dir",
          "evt.is_io",
          "evt.is_io_read",
          "evt.is_io_write",
          "evt.io_dir",
          "evt.is_wait",
          "evt.is_async",
          "evt.latency",
          "evt.latency.s",
          "evt.latency.ns",
          "evt.latency.human",
          "evt.latency.quantized",
          "evt.wait_latency",
          "evt.type.is");

  /** Fields of the event that its return value decides too. */
  private static final Set<String> OF_RESULT =
      Set.of(
          "evt.res", "evt.rawres", "evt.failed", "evt.count", "evt.count.error", "evt.count.exit");

  private final Predicate<String> processClass;
  private final Predicate<String> descriptorClass;

  /**
   * @param processClass whether the values of a process field were worked out at import
   * @param descriptorClass likewise for descriptor fields
   */
  FieldAxes(Predicate<String> processClass, Predicate<String> descriptorClass) {
    this.processClass = processClass;
    this.descriptorClass = descriptorClass;
  }

  void add(FieldExpression expression, EventType type, Dependencies to) {
    if (expression instanceof Access access) {
      add(access, type, to);
      return;
    }
    switch (expression) {
      case Access access -> {} // done
      case Transformed transformed ->
          transformed.arguments().forEach(argument -> add(argument, type, to));
      case Items items -> items.items().forEach(item -> add(item, type, to));
      case Literal literal -> {}
    }
  }

  private void add(Access access, EventType type, Dependencies to) {
    String name = access.field().name();
    if (Measures.contains(name)) {
      to.add(Axis.REPLAY);
      return;
    }
    switch (access.field().fieldClass()) {
      case "process", "user", "group", "plugin:container" -> process(access, name, type, to);
      case "fd" -> descriptor(access, name, type, to);
      case "evt" -> event(access, name, type, to);
      case "plugin:k8smeta" -> {}
      case "plugin:json", "plugin:k8saudit" -> payload(type, to);
      default -> to.add(Axis.ROW);
    }
  }

  private void process(Access access, String name, EventType type, Dependencies to) {
    if (DURATIONS.contains(name) || carriesContainer(type)) {
      to.add(Axis.ROW);
    } else if (name.equals("thread.tid")) {
      to.add(Axis.THREAD_ID);
    } else {
      to.add(processClass.test(text(access)) ? Axis.PROCESS_CLASS : Axis.PROCESS);
    }
  }

  private void descriptor(Access access, String name, EventType type, Dependencies to) {
    if (!usesDescriptor(type)) {
      return;
    }
    switch (name) {
      case "fd.num" -> to.add(Axis.LAST_FD).add(Axis.THREADLESS);
      case "fd.uid" -> to.add(Axis.LAST_FD).add(Axis.THREAD_ID);
      default -> {
        if (descriptorClass.test(text(access))) {
          to.add(Axis.DESCRIPTOR_CLASS);
        } else {
          // Addresses are local or not for the process's container.
          to.add(Axis.DESCRIPTOR).add(Axis.PROCESS);
        }
      }
    }
  }

  private void event(Access access, String name, EventType type, Dependencies to) {
    if (OF_TYPE.contains(name)) {
      return;
    }
    if (OF_RESULT.contains(name)) {
      if (!type.parameters().isEmpty()) {
        // Without a thread no call is taken for a failed one.
        to.add(Axis.parameter(0)).add(Axis.THREADLESS);
      }
      return;
    }
    switch (name) {
      case "evt.source" -> named(type, to);
      case "evt.type", "syscall.type", "evt.asynctype", "evt.pluginname" -> named(type, to);
      case "evt.category" -> {
        if (type.category().startsWith("IO_")) {
          to.add(Axis.DESCRIPTOR_CLASS).add(Axis.INDIRECT);
        } else {
          named(type, to);
        }
      }
      case "evt.cpu" -> to.add(Axis.PROCESSOR);
      case "evt.arg" -> argument(access, type, to);
      case "evt.rawarg" -> rawArgument(access, type, to);
      case "evt.is_open_read", "evt.is_open_write" -> parameters(type, to, "flags");
      case "evt.is_open_create", "evt.is_open_exec" ->
          parameters(type, to, "flags", "mode", "fd", "creat_flags");
      case "evt.buflen" -> {
        if (!type.parameters().isEmpty()) {
          to.add(Axis.parameter(0)).add(Axis.DESCRIPTOR_CLASS).add(Axis.INDIRECT);
        }
      }
      case "evt.buffer" -> parameters(type, to, "data", "val");
      case "evt.plugininfo" -> payload(type, to);
      default -> to.add(Axis.ROW);
    }
  }

  /** Some types carry the name of what happened in their parameters. */
  private static void named(EventType type, Dependencies to) {
    if (type.enumName().startsWith("PPME_GENERIC")) {
      to.add(Axis.parameter(0)).add(Axis.parameter(1));
    } else if (type.enumName().startsWith("PPME_ASYNC") || type.name().equals("pluginevent")) {
      for (int i = 0; i < type.parameters().size(); i++) {
        to.add(Axis.parameter(i));
      }
    }
  }

  private static void argument(Access access, EventType type, Dependencies to) {
    int index = index(access, type);
    if (index == MANY) {
      to.add(Axis.ROW);
    } else if (index >= 0) {
      switch (type.parameters().get(index).type()) {
        case FSPATH, FSRELPATH -> to.add(Axis.path(index));
        case FD, FD32, PID, PID32, UID, GID, FDLIST, DYN ->
            to.add(Axis.parameter(index)).add(Axis.reference(index));
        default -> to.add(Axis.parameter(index));
      }
    }
  }

  private static void rawArgument(Access access, EventType type, Dependencies to) {
    int index = index(access, type);
    if (index == MANY) {
      to.add(Axis.ROW);
    } else if (index >= 0) {
      to.add(Axis.parameter(index));
    }
  }

  private static final int MANY = -2;

  /** The parameter of an argument; −1: the type has none; {@link #MANY}: it isn't plain. */
  private static int index(Access access, EventType type) {
    String argument = access.argument().orElse("");
    List<Parameter> parameters = type.parameters();
    if (!argument.isEmpty() && argument.chars().allMatch(c -> c >= '0' && c <= '9')) {
      if (argument.length() > 3) {
        return -1;
      }
      int index = Integer.parseInt(argument);
      return index < parameters.size() ? index : -1;
    }
    int found = -1;
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(argument)) {
        if (found >= 0) {
          return MANY;
        }
        found = i;
      }
    }
    return found;
  }

  private static void parameters(EventType type, Dependencies to, String... names) {
    for (String name : names) {
      for (int i = 0; i < type.parameters().size(); i++) {
        if (type.parameters().get(i).name().equals(name)) {
          to.add(Axis.parameter(i));
        }
      }
    }
  }

  private static void payload(EventType type, Dependencies to) {
    if (type.name().equals("pluginevent")) {
      to.add(Axis.ROW);
    }
  }

  private static boolean carriesContainer(EventType type) {
    return type.name().equals("container") || type.name().equals("asyncevent");
  }

  private static boolean usesDescriptor(EventType type) {
    return type.has(EventType.Flag.USES_FD)
        || type.has(EventType.Flag.CREATES_FD)
        || type.has(EventType.Flag.DESTROYS_FD);
  }

  /** A field as the segment names it: with its argument in brackets. */
  static String text(Access access) {
    return access
        .argument()
        .map(argument -> access.field().name() + "[" + argument + "]")
        .orElse(access.field().name());
  }
}
