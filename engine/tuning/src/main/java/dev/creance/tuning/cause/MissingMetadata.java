package dev.creance.tuning.cause;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType.Flag;
import dev.creance.tuning.recording.Fields;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a field has no value where it should have one: the image of a container, the name of a
 * parent, the path of an open file. A field that has no value by nature (a host's image, the parent
 * of init, the file of an event that is of none) is not missing. For one thread.
 */
final class MissingMetadata {
  private static final String NOT_AVAILABLE = "<NA>";
  private static final String HOST = "host";
  private static final int DEEPEST = 64;
  private static final EventTable TABLE = EventTable.current();

  /** Ancestors that have no parent to be known. */
  private static final Set<Long> ROOTS = Set.of(0L, 1L, 2L);

  private final OutputField container = Fields.printed("container.id");
  private final OutputField image = Fields.printed("container.image.repository");
  private final OutputField name = Fields.printed("proc.name");
  private final FieldReader ancestors = Fields.reader("proc.apid");
  private final Map<FieldExpression, OutputField> printed = new HashMap<>();
  private final Cell cell = new Cell();

  /** The name of the field of an expression that is missing; null when none is. */
  @Nullable String missing(FieldExpression expression, EventScope scope) {
    return switch (expression) {
      case Access access -> missing(access, scope) ? access.field().name() : null;
      case FieldExpression.Transformed transformed -> first(transformed.arguments(), scope);
      case FieldExpression.Items items -> first(items.items(), scope);
      case FieldExpression.Literal _ -> null;
    };
  }

  private @Nullable String first(Iterable<FieldExpression> expressions, EventScope scope) {
    for (FieldExpression expression : expressions) {
      String missing = missing(expression, scope);
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }

  private boolean missing(Access access, EventScope scope) {
    String field = access.field().name();
    if (field.startsWith("container.") || field.startsWith("k8s.")) {
      return !field.equals("container.id") && containerUnknown(scope) && absent(access, scope);
    }
    if (ofAncestors(field)) {
      // A value of one ancestor is there or not; of all of them some may be unknown.
      boolean all = field.startsWith("proc.a") && access.argument().isEmpty();
      return (all || absent(access, scope)) && chainBroken(scope);
    }
    if (field.startsWith("proc.") || field.startsWith("thread.")) {
      return processUnknown(scope) && absent(access, scope);
    }
    if (field.startsWith("user.") || field.startsWith("group.")) {
      return absent(access, scope);
    }
    if (field.startsWith("fd.")) {
      return descriptorUnknown(scope) && absent(access, scope);
    }
    return false;
  }

  /** Whether some value is there, of a field that is asked of all ancestors. */
  boolean present(FieldExpression expression, EventScope scope) {
    if (!(expression instanceof Access access)) {
      return false;
    }
    cell.clear();
    return access.argument().isEmpty()
        && access.field().name().startsWith("proc.a")
        && ofAncestors(access.field().name())
        && scope.thread != null
        && ancestors.readAll(scope, cell)
        && cell.numberCount > 0;
  }

  private static boolean ofAncestors(String field) {
    return switch (field) {
      case "proc.pname",
          "proc.pexe",
          "proc.pexepath",
          "proc.pcmdline",
          "proc.aname",
          "proc.aexe",
          "proc.aexepath",
          "proc.acmdline",
          "proc.apid" ->
          true;
      default -> false;
    };
  }

  private boolean absent(Access access, EventScope scope) {
    String text =
        printed
            .computeIfAbsent(access, key -> new OutputField(access.field().name(), access))
            .text(scope);
    return empty(text);
  }

  private static boolean empty(@Nullable String text) {
    return text == null || text.isEmpty() || text.equals(NOT_AVAILABLE);
  }

  private boolean containerUnknown(EventScope scope) {
    String id = container.text(scope);
    return !empty(id) && !HOST.equals(id) && empty(image.text(scope));
  }

  private boolean processUnknown(EventScope scope) {
    return scope.thread == null || empty(name.text(scope));
  }

  private static boolean descriptorUnknown(EventScope scope) {
    return scope.descriptor == null && TABLE.type(scope.event.code()).has(Flag.USES_FD);
  }

  /**
   * Whether the last ancestor that is known is one that has a parent: all but init, the first of
   * the kernel's threads and the scheduler have. The state says 0 of a parent that it doesn't know.
   */
  private static boolean chainBroken(EventScope scope) {
    ThreadState at = scope.thread == null ? null : scope.thread.main();
    for (int step = 0; at != null && step < DEEPEST; step++) {
      if (ROOTS.contains(at.pid)) {
        return false;
      }
      ThreadState parent = scope.surroundings.thread(at.ptid);
      at = parent == null || parent == at ? null : parent.main();
    }
    return true;
  }
}
