package dev.creance.corpus.evaluate;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Operator.Modifier;
import dev.creance.match.compare.PairTest;
import dev.creance.match.compare.PairTests;
import dev.creance.match.compare.RawArgumentTest;
import dev.creance.match.compare.SeveralTests;
import dev.creance.match.compare.ValueTest;
import dev.creance.match.compare.ValueTests;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comparison, ready to be evaluated on values or on scopes; the same tests that the evaluator of
 * single events uses. Without state of its own but readers' caches: each thread has its own.
 */
final class ColumnPredicate {
  private final Key key;
  private final FieldReader left;
  private final @Nullable ValueTest test;
  private final @Nullable FieldReader right;
  private final @Nullable PairTest pair;
  private final Cell leftCell = new Cell();
  private final Cell rightCell = new Cell();

  /** What a predicate means: two that have equal keys are the same. */
  record Key(
      FieldExpression left, Operator operator, Optional<Modifier> modifier, Comparand right) {
    static Key of(Test test) {
      return new Key(test.left(), test.operator(), test.modifier(), test.right());
    }
  }

  ColumnPredicate(Key key) {
    this.key = key;
    this.left = FieldReaders.of(key.left());
    switch (key.right()) {
      case Comparand.None none -> {
        test = null;
        right = null;
        pair = null;
      }
      case Comparand.Constants constants -> {
        test = test(key, left, constants.values());
        right = null;
        pair = null;
      }
      case Comparand.Expression expression -> {
        test = null;
        right = FieldReaders.of(expression.expression());
        pair = PairTests.of(key.left(), key.operator(), expression.expression());
      }
    }
  }

  private static ValueTest test(Key key, FieldReader left, List<Constant> constants) {
    if (key.left() instanceof Access access) {
      if (left.several()) {
        return SeveralTests.of(access, key.operator(), constants);
      }
      if (access.field().name().equals("evt.rawarg")) {
        return new RawArgumentTest(access.type(), key.operator(), constants);
      }
    }
    return ValueTests.of(key.left(), key.operator(), key.modifier(), constants);
  }

  Key key() {
    return key;
  }

  /** Whether it can be decided on the value of the left side alone. */
  boolean onValue() {
    return right == null;
  }

  /** Whether the left side is compared on several values. */
  boolean several() {
    return left.several();
  }

  /** Whether a value that is there passes; only when {@link #onValue()}. */
  boolean holds(Cell value) {
    return test == null || test.holds(value);
  }

  boolean holds(EventScope scope) {
    leftCell.type = key.left().type();
    boolean found =
        left.several() && test != null ? left.readAll(scope, leftCell) : left.read(scope, leftCell);
    if (!found) {
      return false;
    }
    FieldReader other = right;
    PairTest comparison = pair;
    if (other == null || comparison == null) {
      return holds(leftCell);
    }
    rightCell.type = key.left().type();
    return other.read(scope, rightCell) && comparison.holds(leftCell, rightCell);
  }
}
