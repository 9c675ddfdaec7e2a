package dev.creance.events.field;

import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.checked.FieldExpression.Access;
import org.jspecify.annotations.Nullable;

/**
 * The parent's and the other ancestors' values. Without an argument an ancestor field prints all
 * ancestors' values joined by spaces, nearest first, and compares with each of them.
 */
final class AncestorFields extends FieldFamily {
  private static final int ENVIRONMENT_LEVELS = 20;

  /** A text of an ancestor. */
  private interface ProcessText {
    String of(ThreadState process);
  }

  AncestorFields() {
    addText("proc.pname", "proc.aname", process -> process.comm);
    addText("proc.pexe", "proc.aexe", process -> process.exe);
    addText("proc.pexepath", "proc.aexepath", process -> process.exePath);
    addText("proc.pcmdline", "proc.acmdline", ThreadState::commandLine);
    addWithArgument("proc.aargs", AncestorFields::arguments);
    addWithArgument("proc.aenv", AncestorFields::environment);
    add("proc.ppid", ProcessFields.pidOf(Ancestry::parent));
    addWithArgument("proc.apid", AncestorFields::pid);
    addEntryNumber("proc.pvpid", entry -> entry.vpid);
    addEntryNumber("proc.ppid.ts", entry -> entry.cloneTs);
    add("proc.ppid.duration", AncestorFields::parentDuration);
  }

  private void addText(String parentField, String ancestorField, ProcessText text) {
    addThreadText(
        parentField,
        (thread, scope) -> {
          ThreadState parent = Ancestry.parent(thread, scope);
          return parent == null ? null : text.of(parent);
        });
    addWithArgument(
        ancestorField,
        access -> {
          int level = Arguments.index(access, -1);
          return level == -1 ? new AnyAncestor(text) : ancestor(level, text);
        });
  }

  private static FieldReader ancestor(int level, ProcessText text) {
    return threadText((thread, scope) -> {
      ThreadState ancestor = Ancestry.ancestor(thread, level, scope);
      return ancestor == null ? null : text.of(ancestor);
    });
  }

  /** {@code proc.aargs} compares with the joined text, unlike its siblings. */
  private static FieldReader arguments(Access access) {
    int level = Arguments.index(access, -1);
    if (level != -1) {
      return ancestor(level, ThreadState::joinedArgs);
    }
    AnyAncestor any = new AnyAncestor(ThreadState::joinedArgs);
    return any::read;
  }

  /**
   * With a name: the first value that is not empty among the nearest 20 ancestors. With a number or
   * without argument a comparison looks at all ancestors.
   */
  private static FieldReader environment(Access access) {
    String argument = access.argument().orElse("");
    if (argument.isEmpty() || Arguments.digits(argument)) {
      int level = Arguments.index(access, 0);
      return new AnyAncestor(thread -> thread.environmentList().joined()) {
        @Override
        @Nullable String text(ThreadState thread, EventScope scope) {
          return environmentOf(thread, level, scope);
        }
      };
    }
    return threadText((thread, scope) -> variable(thread, argument, scope));
  }

  private static @Nullable String environmentOf(ThreadState thread, int level, EventScope scope) {
    if (level == 0) {
      return thread.environmentList().joined();
    }
    ThreadState at = Ancestry.main(thread);
    if (at == null) {
      return "";
    }
    for (int i = 0; i < level && at != null; i++) {
      at = scope.surroundings.thread(at.ptid);
    }
    return at == null ? null : at.environmentList().joined();
  }

  private static String variable(ThreadState thread, String name, EventScope scope) {
    ThreadState at = Ancestry.main(thread);
    for (int i = 0; i < ENVIRONMENT_LEVELS && at != null; i++) {
      at = scope.surroundings.thread(at.ptid);
      String value = at == null ? "" : Environments.value(at, name);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** Without an argument it prints the own pid and compares with each ancestor's. */
  private static FieldReader pid(Access access) {
    int level = Arguments.index(access, -1);
    FieldReader one =
        ProcessFields.pidOf(
            (thread, scope) -> Ancestry.ancestor(thread, level == -1 ? 0 : level, scope));
    return level == -1 ? new AnyPid(one) : one;
  }

  private void addEntryNumber(String field, ThreadNumber number) {
    add(
        field,
        (scope, into) -> {
          ThreadState thread = thread(scope);
          ThreadState entry = thread == null ? null : scope.surroundings.thread(thread.ptid);
          if (entry == null) {
            return false;
          }
          into.number = number.of(entry);
          return true;
        });
  }

  /**
   * The parent's age. Where its start is unknown libsinsp falls through to the number of open
   * descriptors of the process itself; so do we.
   */
  private static boolean parentDuration(EventScope scope, Cell into) {
    ThreadState thread = thread(scope);
    ThreadState parent = thread == null ? null : Ancestry.parent(thread, scope);
    if (thread == null || parent == null) {
      return false;
    }
    into.number =
        parent.cloneTs != 0
            ? scope.event.timestamp() - parent.cloneTs
            : ProcessFields.openDescriptors(thread);
    return true;
  }

  /** A text of every ancestor. */
  private static class AnyAncestor implements FieldReader {
    private final ProcessText of;

    AnyAncestor(ProcessText of) {
      this.of = of;
    }

    @Override
    public boolean several() {
      return true;
    }

    @Override
    public boolean read(EventScope scope, Cell into) {
      ThreadState thread = thread(scope);
      String text = thread == null ? null : text(thread, scope);
      if (text == null) {
        return false;
      }
      into.text = text;
      return true;
    }

    /** What prints: null when there is nothing to print. */
    @Nullable String text(ThreadState thread, EventScope scope) {
      ThreadState main = Ancestry.main(thread);
      if (main == null) {
        return null;
      }
      StringBuilder joined = new StringBuilder();
      Ancestry.Walk walk = new Ancestry.Walk(main, scope);
      for (ThreadState at = walk.next(); at != null; at = walk.next()) {
        if (!joined.isEmpty()) {
          joined.append(' ');
        }
        joined.append(of.of(at));
      }
      return joined.isEmpty() ? null : joined.toString();
    }

    @Override
    public boolean readAll(EventScope scope, Cell into) {
      into.clear();
      ThreadState main = Ancestry.main(thread(scope));
      if (main == null) {
        return false;
      }
      Ancestry.Walk walk = new Ancestry.Walk(main, scope);
      for (ThreadState at = walk.next(); at != null; at = walk.next()) {
        into.elements.add(of.of(at));
      }
      return !into.elements.isEmpty();
    }
  }

  /** The pid of every ancestor. */
  private record AnyPid(FieldReader printed) implements FieldReader {
    @Override
    public boolean several() {
      return true;
    }

    @Override
    public boolean read(EventScope scope, Cell into) {
      return printed.read(scope, into);
    }

    @Override
    public boolean readAll(EventScope scope, Cell into) {
      into.clear();
      ThreadState main = Ancestry.main(thread(scope));
      if (main == null) {
        return false;
      }
      Ancestry.Walk walk = new Ancestry.Walk(main, scope);
      for (ThreadState at = walk.next(); at != null; at = walk.next()) {
        into.add(at.pid);
      }
      return into.numberCount > 0;
    }
  }
}
