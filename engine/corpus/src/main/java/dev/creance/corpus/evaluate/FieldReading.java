package dev.creance.corpus.evaluate;

import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.FieldExpression.Access;
import java.util.HashMap;
import java.util.Map;

/** Readers of fields and what predicates are compiled to, each made once. For one thread. */
final class FieldReading {
  private final PlanPool pool;
  private final Map<String, FieldReader> readers = new HashMap<>();
  private final Map<Integer, ColumnPredicate> predicates = new HashMap<>();

  FieldReading(PlanPool pool) {
    this.pool = pool;
  }

  /** A predicate for scopes. */
  ColumnPredicate predicate(int number) {
    ColumnPredicate known = predicates.get(number);
    if (known == null) {
      Test test = pool.predicate(number);
      known =
          ColumnPredicate.plain(test)
              ? new ColumnPredicate.Plain(reader((Access) test.left()), () -> pool.values(number))
              : new ColumnPredicate.Compiled(test);
      predicates.put(number, known);
    }
    return known;
  }

  private FieldReader reader(Access access) {
    String field = FieldAxes.text(access);
    FieldReader known = readers.get(field);
    if (known == null) {
      known = FieldReaders.of(access);
      readers.put(field, known);
    }
    return known;
  }
}
