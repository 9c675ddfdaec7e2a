package dev.creance.tuning.cause;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.rules.Rule;
import dev.creance.match.CompiledCondition;
import dev.creance.tuning.recording.HitColumn;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which missing values a hit depends on: the condition in Kleene's logic of three values, where a
 * test of a missing value is neither true nor false. When the whole is neither, the rule fired only
 * because something was not known; the fields, with blanks between.
 *
 * <p>Example: {@code not container.image.repository in (trusted)} in a container whose image nobody
 * told.
 */
final class UndecidedHit implements HitColumn {
  private final MissingMetadata metadata = new MissingMetadata();
  private final Map<CheckedCondition.Test, CompiledCondition> tests = new IdentityHashMap<>();

  /** What a condition comes to. */
  private enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    Truth negated() {
      return values()[2 - ordinal()];
    }
  }

  @Override
  public @Nullable String value(Rule rule, EventScope scope, int recording) {
    SortedSet<String> fields = new TreeSet<>();
    Truth truth = truth(rule.condition(), scope, fields);
    return truth == Truth.UNKNOWN ? String.join(" ", fields) : null;
  }

  private Truth truth(CheckedCondition condition, EventScope scope, SortedSet<String> fields) {
    return switch (condition) {
      case CheckedCondition.And and -> several(and.parts(), Truth.FALSE, scope, fields);
      case CheckedCondition.Or or -> several(or.parts(), Truth.TRUE, scope, fields);
      case CheckedCondition.Not not -> truth(not.part(), scope, fields).negated();
      case CheckedCondition.Named named -> truth(named.body(), scope, fields);
      case CheckedCondition.Test test -> truth(test, scope, fields);
    };
  }

  /**
   * @param decisive the value of a part that decides the whole
   * @param fields gets those that leave the whole open, if they do
   */
  private Truth several(
      List<CheckedCondition> parts, Truth decisive, EventScope scope, SortedSet<String> fields) {
    SortedSet<String> open = new TreeSet<>();
    Truth all = decisive.negated();
    for (CheckedCondition part : parts) {
      Truth one = truth(part, scope, open);
      if (one == decisive) {
        return decisive;
      }
      all = one == Truth.UNKNOWN ? one : all;
    }
    fields.addAll(open);
    return all;
  }

  private Truth truth(CheckedCondition.Test test, EventScope scope, SortedSet<String> fields) {
    boolean holds = tests.computeIfAbsent(test, CompiledCondition::of).holds(scope);
    String missing = metadata.missing(test.left(), scope);
    if (missing == null && test.right() instanceof Comparand.Expression right) {
      missing = metadata.missing(right.expression(), scope);
    }
    // What holds of a value that is there holds, whatever else is unknown: one ancestor is enough.
    boolean positive = holds && missing != null && metadata.present(test.left(), scope);
    if (missing == null || positive) {
      return holds ? Truth.TRUE : Truth.FALSE;
    }
    fields.add(missing);
    return Truth.UNKNOWN;
  }
}
