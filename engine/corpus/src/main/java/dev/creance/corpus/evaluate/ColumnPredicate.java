package dev.creance.corpus.evaluate;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.match.CompiledCondition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A comparison, ready to be evaluated on scopes. For one thread. */
final class ColumnPredicate {
  /** Fields that the evaluator of single events compares in a way of their own. */
  private static final Set<String> SPECIAL = Set.of("evt.rawarg", "evt.around");

  private final Test test;
  private final @Nullable FieldReader reader;
  private final @Nullable ValuePredicate values;
  private final Cell cell = new Cell();
  private @Nullable CompiledCondition compiled;

  /**
   * @param values the predicate for recorded values, where it is one of a plain field and constants
   */
  ColumnPredicate(Test test, @Nullable ValuePredicate values) {
    this.test = test;
    this.values = values;
    this.reader = values == null ? null : FieldReaders.of(values.field());
  }

  /** Whether a test is of a plain field and constants and compared as recorded values are. */
  static boolean plain(Test test) {
    return test.left() instanceof Access access
        && !(test.right() instanceof Comparand.Expression)
        && !SPECIAL.contains(access.field().name());
  }

  boolean holds(EventScope scope) {
    FieldReader plain = reader;
    ValuePredicate of = values;
    if (plain != null && of != null) {
      return (of.several() ? plain.readAll(scope, cell) : plain.read(scope, cell))
          && of.holds(cell);
    }
    CompiledCondition own = compiled;
    if (own == null) {
      own = CompiledCondition.of(test);
      compiled = own;
    }
    return own.holds(scope);
  }
}
