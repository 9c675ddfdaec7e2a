package dev.creance.match.formula;

import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;

/** Rough prices of tests in nanoseconds, so that cheap ones can be asked first. */
final class Costs {
  private Costs() {}

  static int of(Test test) {
    return ofReading(test.left())
        + switch (test.operator()) {
          case EXISTS -> 0;
          case EQ, EQ_EQ, NE, LT, LE, GT, GE -> 2;
          case STARTSWITH, BSTARTSWITH, ENDSWITH -> 4;
          case IN, INTERSECTS -> 12;
          case CONTAINS, BCONTAINS -> 20;
          case ICONTAINS, PMATCH -> 50;
          case GLOB, IGLOB -> 100;
          case REGEX -> 400;
        };
  }

  private static int ofReading(FieldExpression expression) {
    return switch (expression) {
      case Access access -> ofField(access.field().name());
      case FieldExpression.Literal literal -> 0;
      case FieldExpression.Items items -> items.items().stream().mapToInt(Costs::ofReading).sum();
      case FieldExpression.Transformed transformed ->
          50 + transformed.arguments().stream().mapToInt(Costs::ofReading).sum();
    };
  }

  private static int ofField(String name) {
    if (name.startsWith("evt.arg") || name.startsWith("fs.path") || name.equals("evt.info")) {
      return 80;
    }
    if (name.startsWith("proc.a") && !name.equals("proc.args") || name.equals("proc.env")) {
      return 60;
    }
    if (name.startsWith("container.") || name.startsWith("k8s.") || name.startsWith("user.")) {
      return 20;
    }
    return 6;
  }
}
