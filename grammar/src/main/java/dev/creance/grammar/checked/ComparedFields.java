package dev.creance.grammar.checked;

import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.Field;
import org.jspecify.annotations.Nullable;

/** When two fields, or transformed fields, may be compared with each other. */
final class ComparedFields {
  private ComparedFields() {}

  /** Falco's message when they may not, else null. */
  static @Nullable String problem(Operator operator, FieldExpression left, FieldExpression right) {
    if (operator == Operator.PMATCH || operator == Operator.REGEX) {
      return "operator '" + operator.name() + "' doesn't support right-hand side fields";
    }
    switch (left.type()) {
      case IPNET, IPV4NET, IPV6NET -> {
        return "field type 'IPNET' doesn't support right-hand side fields";
      }
      default -> {}
    }
    if (refusesFields(left)) {
      return "field '" + name(left) + "' doesn't support right-hand side fields";
    }
    if (refusesFields(right)) {
      return "field '" + name(right) + "' can't be used as a right-hand side field";
    }
    if (left.type() != right.type() || left.list() != right.list()) {
      return "field '"
          + name(left)
          + "' has type '"
          + typed(left)
          + "' while the right-hand side field '"
          + name(right)
          + "' has incompatible type '"
          + typed(right)
          + "'";
    }
    return null;
  }

  private static String typed(FieldExpression expression) {
    return expression.type() + (expression.list() ? " (list)" : "");
  }

  /** The field at the bottom of an expression, when there is just one. */
  static @Nullable Field field(FieldExpression expression) {
    return switch (expression) {
      case FieldExpression.Access access -> access.field();
      case FieldExpression.Transformed transformed ->
          transformed.arguments().size() == 1 ? field(transformed.arguments().getFirst()) : null;
      case FieldExpression.Literal _, FieldExpression.Items _ -> null;
    };
  }

  private static boolean refusesFields(FieldExpression expression) {
    Field field = field(expression);
    return field != null && field.has(Field.Flag.NO_RHS);
  }

  private static String name(FieldExpression expression) {
    Field field = field(expression);
    return field != null ? field.name() : expression.list() ? "INTERNAL" : "NA";
  }
}
