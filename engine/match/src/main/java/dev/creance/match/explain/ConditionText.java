package dev.creance.match.explain;

import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes comparisons and expressions as conditions have them. */
public final class ConditionText {
  /** Fields whose argument follows a dot when it is a name. */
  private static final Set<String> DOTTED =
      Set.of("evt.arg", "evt.rawarg", "evt.type.is", "evt.abspath", "thread.cgroup");

  private ConditionText() {}

  /** A test. */
  public static String of(Test test) {
    StringBuilder text = new StringBuilder(of(test.left()));
    text.append(' ').append(test.operator().text());
    test.modifier().ifPresent(modifier -> text.append(' ').append(modifier.text()));
    return switch (test.right()) {
      case Comparand.None none -> text.toString();
      case Comparand.Expression right -> text + " " + right(right.expression());
      case Comparand.Constants constants -> text + " " + constants(test, constants.values());
    };
  }

  private static String right(FieldExpression expression) {
    return expression instanceof FieldExpression.Access access
        ? "val(" + of(access) + ")"
        : of(expression);
  }

  private static String constants(Test test, List<Constant> values) {
    boolean list =
        switch (test.operator()) {
          case IN, INTERSECTS, PMATCH -> true;
          default -> test.modifier().isPresent();
        };
    String joined =
        values.stream().map(value -> quoted(value.source())).collect(Collectors.joining(", "));
    return list ? "(" + joined + ")" : joined;
  }

  /** An expression. */
  public static String of(FieldExpression expression) {
    return switch (expression) {
      case FieldExpression.Access access -> of(access);
      case FieldExpression.Literal literal -> '"' + literal.text() + '"';
      case FieldExpression.Items items -> "(" + joined(items.items()) + ")";
      case FieldExpression.Transformed transformed ->
          transformed.transformer().text()
              + "("
              + joined(transformed.arguments())
              + ")"
              + transformed.argument().map(argument -> "[" + argument + "]").orElse("");
    };
  }

  private static String of(FieldExpression.Access access) {
    String name = access.field().name();
    if (access.argument().isEmpty()) {
      return name;
    }
    String argument = access.argument().get();
    boolean dotted =
        DOTTED.contains(name)
            && !argument.isEmpty()
            && !argument.chars().allMatch(Character::isDigit);
    return dotted ? name + "." + argument : name + "[" + argument + "]";
  }

  private static String joined(List<FieldExpression> expressions) {
    return expressions.stream().map(ConditionText::of).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || "()\"'=,\\".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
