package dev.creance.grammar.checked;

import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldResolver;
import dev.creance.grammar.vocabulary.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a condition against the vocabulary and types it: fields and their arguments, transformers,
 * operators, constants. Every problem is reported, in the order in which Falco would meet it.
 */
public final class ConditionChecker {
  /** What the checker must be told about the text that it checks. */
  public interface Surroundings {
    /** Where a part of the text was written. */
    Origin origin(Span span);

    /**
     * The checked macro of a name, or null when there is none; then {@code span} has been reported.
     */
    @Nullable CheckResult macro(String name, Span span);

    /** Puts a name around a part that has one, for example an exception. */
    CheckedCondition name(Condition part, CheckedCondition checked);
  }

  private final FieldResolver fields;
  private final String source;
  private final ExpressionChecker expressions;
  private final Surroundings surroundings;
  private final List<Finding> errors = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();

  private ConditionChecker(FieldResolver fields, String source, Surroundings surroundings) {
    this.fields = fields;
    this.source = source;
    this.surroundings = surroundings;
    this.expressions = new ExpressionChecker(fields, source);
  }

  /** Checks a condition for events of {@code source}. */
  public static CheckResult check(
      Condition condition, FieldResolver fields, String source, Surroundings surroundings) {
    ConditionChecker checker = new ConditionChecker(fields, source, surroundings);
    CheckedCondition checked = checker.visit(condition);
    return new CheckResult(
        checker.errors.isEmpty() ? checked : null, checker.errors, checker.warnings);
  }

  private @Nullable CheckedCondition visit(Condition condition) {
    CheckedCondition checked =
        switch (condition) {
          case Condition.And and -> {
            List<CheckedCondition> parts = visitAll(and.parts());
            yield parts == null
                ? null
                : new CheckedCondition.And(surroundings.origin(and.span()), parts);
          }
          case Condition.Or or -> {
            List<CheckedCondition> parts = visitAll(or.parts());
            yield parts == null
                ? null
                : new CheckedCondition.Or(surroundings.origin(or.span()), parts);
          }
          case Condition.Not not -> {
            CheckedCondition part = visit(not.part());
            yield part == null
                ? null
                : new CheckedCondition.Not(surroundings.origin(not.span()), part);
          }
          case Condition.MacroName macro -> macro(macro);
          case Condition.Check check -> test(check);
          case Condition.Broken _ -> null;
        };
    return checked == null ? null : surroundings.name(condition, checked);
  }

  private @Nullable List<CheckedCondition> visitAll(List<Condition> conditions) {
    List<CheckedCondition> parts = new ArrayList<>(conditions.size());
    for (Condition condition : conditions) {
      CheckedCondition part = visit(condition);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts.size() == conditions.size() ? parts : null;
  }

  private @Nullable CheckedCondition macro(Condition.MacroName macro) {
    CheckResult result = surroundings.macro(macro.name(), macro.span());
    if (result == null) {
      return null;
    }
    errors.addAll(result.errors());
    warnings.addAll(result.warnings());
    return result.condition() == null
        ? null
        : new Named(
            surroundings.origin(macro.span()), Named.Kind.MACRO, macro.name(), result.condition());
  }

  private @Nullable CheckedCondition test(Condition.Check check) {
    FieldExpression left = expression(check.left());
    if (left == null) {
      return null;
    }
    Optional<String> problem =
        OperatorRules.problem(check.operator(), check.modifier(), left.type(), left.list());
    if (problem.isPresent()) {
      report(check.span(), "filter error: " + problem.get());
      return null;
    }
    Comparand right =
        check.right().isEmpty() ? new Comparand.None() : right(check, left, check.right().get());
    return right == null
        ? null
        : new CheckedCondition.Test(
            surroundings.origin(check.span()), left, check.operator(), check.modifier(), right);
  }

  private @Nullable FieldExpression expression(Operand operand) {
    return switch (expressions.check(operand)) {
      case ExpressionChecker.Outcome.Typed typed -> typed.expression();
      case ExpressionChecker.Outcome.Failed failed -> {
        reportUnknown(failed.problem(), operand);
        yield null;
      }
    };
  }

  private @Nullable Comparand right(Condition.Check check, FieldExpression left, Operand operand) {
    return switch (operand) {
      case Operand.Literal literal -> constants(check, left, List.of(literal));
      case Operand.ValueList list -> constants(check, left, list.values());
      case Operand.Broken _ -> null;
      case Operand.FieldName _, Operand.Transform _, Operand.OperandList _ -> {
        FieldExpression right = expression(operand);
        if (right == null) {
          yield null;
        }
        String problem = comparisonProblem(check.operator(), left, right);
        if (problem != null) {
          report(check.span(), problem);
          yield null;
        }
        yield new Comparand.Expression(right);
      }
    };
  }

  private static @Nullable String comparisonProblem(
      Operator operator, FieldExpression left, FieldExpression right) {
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
      return "field '" + fieldName(left) + "' doesn't support right-hand side fields";
    }
    if (refusesFields(right)) {
      return "field '" + fieldName(right) + "' can't be used as a right-hand side field";
    }
    if (left.type() != right.type() || left.list() != right.list()) {
      return "field '"
          + fieldName(left)
          + "' has type '"
          + left.type()
          + (left.list() ? " (list)" : "")
          + "' while the right-hand side field '"
          + fieldName(right)
          + "' has incompatible type '"
          + right.type()
          + (right.list() ? " (list)" : "")
          + "'";
    }
    return null;
  }

  private static @Nullable Field field(FieldExpression expression) {
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

  private static String fieldName(FieldExpression expression) {
    Field field = field(expression);
    return field != null ? field.name() : expression.list() ? "INTERNAL" : "NA";
  }

  private @Nullable Comparand constants(
      Condition.Check check, FieldExpression left, List<Operand.Literal> literals) {
    List<Constant> constants = new ArrayList<>(literals.size());
    for (Operand.Literal literal : literals) {
      for (String warning : ConstantWarnings.of(literal.text(), check.operator(), fields, source)) {
        warnings.add(new Finding(surroundings.origin(literal.span()), warning));
      }
      try {
        constants.add(constant(literal.text(), check.operator(), left));
      } catch (CheckException e) {
        errors.add(
            new Finding(
                surroundings.origin(literal.span()), e.problem(), guessEvent(left, literal)));
      }
    }
    return constants.size() == literals.size() ? new Comparand.Constants(constants) : null;
  }

  private static Constant constant(String text, Operator operator, FieldExpression left)
      throws CheckException {
    Constant constant = ConstantParser.constant(text, left.type(), operator);
    Field field = field(left);
    if (field != null && field.name().equals("evt.type") && !eventName(text)) {
      throw new CheckException("unknown event type " + text);
    }
    if (field != null && field.name().equals("evt.around")) {
      if (operator != Operator.EQ && operator != Operator.EQ_EQ) {
        throw new CheckException("evt.around supports only '=' comparison operator");
      }
    }
    if (operator == Operator.REGEX) {
      Optional<String> problem = PosixRegex.problem(text);
      if (problem.isPresent()) {
        throw new CheckException("invalid regex pattern: " + problem.get());
      }
    }
    return constant;
  }

  private static boolean eventName(String name) {
    EventTable table = EventTable.current();
    return !table.named(name).isEmpty()
        || table.isSyscall(name)
        || EventCodes.ASYNC_EVENTS.contains(name);
  }

  private static Optional<String> guessEvent(FieldExpression left, Operand.Literal literal) {
    Field field = field(left);
    return field != null && field.name().equals("evt.type")
        ? Nearest.to(literal.text(), EventTable.current().names())
        : Optional.empty();
  }

  private void report(Span span, String message) {
    errors.add(new Finding(surroundings.origin(span), message));
  }

  private void reportUnknown(ExpressionChecker.Problem problem, Operand operand) {
    Optional<String> guess = Optional.empty();
    if (operand instanceof Operand.FieldName name && problem.message().contains("nonexistent")) {
      guess =
          Nearest.to(name.name(), fields.fields(source).stream().map(Field::name).toList())
              .map(found -> name.argument().map(a -> found + "[" + a + "]").orElse(found));
    }
    errors.add(new Finding(surroundings.origin(problem.span()), problem.message(), guess));
  }
}
