package dev.creance.corpus.evaluate;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.match.CompiledCondition;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A comparison, ready to be evaluated on scopes. For one thread. */
sealed interface ColumnPredicate {
  /** Fields that the evaluator of single events compares in a way of their own. */
  Set<String> SPECIAL = Set.of("evt.rawarg", "evt.around");

  boolean holds(EventScope scope);

  /** Whether a test is of a plain field and constants and compared as recorded values are. */
  static boolean plain(Test test) {
    return test.left() instanceof Access access
        && !(test.right() instanceof Comparand.Expression)
        && !SPECIAL.contains(access.field().name());
  }

  /** A plain field against constants. What it is compared with is asked for at the first value. */
  final class Plain implements ColumnPredicate {
    private final FieldReader reader;
    private final Supplier<ValuePredicate> values;
    private final Cell cell = new Cell();
    private @Nullable ValuePredicate known;

    Plain(FieldReader reader, Supplier<ValuePredicate> values) {
      this.reader = reader;
      this.values = values;
    }

    @Override
    public boolean holds(EventScope scope) {
      boolean there = reader.several() ? reader.readAll(scope, cell) : reader.read(scope, cell);
      if (!there) {
        return false;
      }
      ValuePredicate predicate = known;
      if (predicate == null) {
        predicate = values.get();
        known = predicate;
      }
      return predicate.holds(cell);
    }
  }

  /** Everything else, by the evaluator of single events. */
  final class Compiled implements ColumnPredicate {
    private final CompiledCondition condition;

    Compiled(Test test) {
      this.condition = CompiledCondition.of(test);
    }

    @Override
    public boolean holds(EventScope scope) {
      return condition.holds(scope);
    }
  }
}
