package dev.creance.corpus.evaluate;

import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test means: two that have equal keys are the same predicate. Plain fields and texts, which
 * nearly all tests are made of, are hashed and compared by what sets them apart and not by all that
 * the catalogue says of a field.
 */
final class PredicateKey {
  private final Test test;
  private final int hash;

  PredicateKey(Test test) {
    this.test = test;
    this.hash = (hash(test.left()) * 31 + test.operator().ordinal()) * 31 + hash(test.right());
  }

  private static int hash(FieldExpression expression) {
    return expression instanceof Access access
        ? access.field().name().hashCode() * 31 + access.argument().hashCode()
        : expression.hashCode();
  }

  private static int hash(Comparand right) {
    if (!(right instanceof Comparand.Constants constants)) {
      return right.hashCode();
    }
    int hash = 1;
    for (Constant constant : constants.values()) {
      hash =
          hash * 31
              + (constant instanceof Constant.Text text
                  ? text.value().hashCode()
                  : constant.hashCode());
    }
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PredicateKey key
        && hash == key.hash
        && test.operator() == key.test.operator()
        && test.modifier().equals(key.test.modifier())
        && equal(test.left(), key.test.left())
        && equal(test.right(), key.test.right());
  }

  private static boolean equal(FieldExpression one, FieldExpression other) {
    return one instanceof Access first && other instanceof Access second
        ? first.type() == second.type()
            && first.field().name().equals(second.field().name())
            && first.argument().equals(second.argument())
        : one.equals(other);
  }

  private static boolean equal(Comparand one, Comparand other) {
    if (!(one instanceof Comparand.Constants first)
        || !(other instanceof Comparand.Constants second)) {
      return one.equals(other);
    }
    List<Constant> left = first.values();
    List<Constant> right = second.values();
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(Constant one, Constant other) {
    return one instanceof Constant.Text first && other instanceof Constant.Text second
        ? first.value().equals(second.value())
        : one.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
