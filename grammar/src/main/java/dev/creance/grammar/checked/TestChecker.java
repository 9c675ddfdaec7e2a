package dev.creance.grammar.checked;

import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldResolver;
import dev.creance.grammar.vocabulary.Nearest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks single comparisons for the events of one source. What it found of a piece of a syntax tree
 * is remembered, so that a tree that is linked again costs little.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class TestChecker {
  private static final int REMEMBERED = 50_000;

  /**
   * A problem of a comparison.
   *
   * @param span the part in question, in the condition's text
   * @param message Falco's wording
   * @param replacement what probably was meant
   */
  public record Note(Span span, String message, Optional<String> replacement) {}

  /** Both sides of a sound comparison. */
  public record Sides(FieldExpression left, Comparand right) {}

  /**
   * What is to be said of a comparison.
   *
   * @param sides null when there is any error
   */
  public record Outcome(@Nullable Sides sides, List<Note> errors, List<Note> warnings) {
    public Outcome {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }
  }

  private final FieldResolver fields;
  private final String source;
  private final ExpressionChecker expressions;
  private final Map<Condition.Check, Outcome> known = new IdentityHashMap<>();

  /** A checker for the fields of {@code source}. */
  public TestChecker(FieldResolver fields, String source) {
    this.fields = fields;
    this.source = source;
    this.expressions = new ExpressionChecker(fields, source);
  }

  /** The checker of the expressions in comparisons. */
  public ExpressionChecker expressions() {
    return expressions;
  }

  /** Checks a comparison. */
  public Outcome check(Condition.Check check) {
    Outcome outcome = known.get(check);
    if (outcome == null) {
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      outcome = new Single(check).outcome();
      known.put(check, outcome);
    }
    return outcome;
  }

  /** The work on one comparison. */
  private final class Single {
    private final Condition.Check check;
    private final List<Note> errors = new ArrayList<>(0);
    private final List<Note> warnings = new ArrayList<>(0);

    Single(Condition.Check check) {
      this.check = check;
    }

    Outcome outcome() {
      Sides sides = sides();
      return new Outcome(errors.isEmpty() ? sides : null, errors, warnings);
    }

    private @Nullable Sides sides() {
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
          check.right().isEmpty() ? new Comparand.None() : right(left, check.right().get());
      return right == null ? null : new Sides(left, right);
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

    private @Nullable Comparand right(FieldExpression left, Operand operand) {
      return switch (operand) {
        case Operand.Literal literal -> constants(left, List.of(literal));
        case Operand.ValueList list -> constants(left, list.values());
        case Operand.Broken _ -> null;
        case Operand.FieldName _, Operand.Transform _, Operand.OperandList _ -> {
          FieldExpression right = expression(operand);
          if (right == null) {
            yield null;
          }
          String problem = ComparedFields.problem(check.operator(), left, right);
          if (problem != null) {
            report(check.span(), problem);
            yield null;
          }
          yield new Comparand.Expression(right);
        }
      };
    }

    private Comparand constants(FieldExpression left, List<Operand.Literal> literals) {
      List<Constant> constants = new ArrayList<>(literals.size());
      for (Operand.Literal literal : literals) {
        for (String warning :
            ConstantWarnings.of(literal.text(), check.operator(), fields, source)) {
          warnings.add(new Note(literal.span(), warning, Optional.empty()));
        }
        try {
          constants.add(constant(literal.text(), check.operator(), left));
        } catch (CheckException e) {
          errors.add(new Note(literal.span(), e.problem(), guessEvent(left, literal)));
        }
      }
      return new Comparand.Constants(constants);
    }

    private void report(Span span, String message) {
      errors.add(new Note(span, message, Optional.empty()));
    }

    private void reportUnknown(ExpressionChecker.Problem problem, Operand operand) {
      Optional<String> guess = Optional.empty();
      if (operand instanceof Operand.FieldName name && problem.message().contains("nonexistent")) {
        guess =
            Nearest.to(name.name(), fields.fields(source).stream().map(Field::name).toList())
                .map(found -> name.argument().map(a -> found + "[" + a + "]").orElse(found));
      }
      errors.add(new Note(problem.span(), problem.message(), guess));
    }
  }

  private static Constant constant(String text, Operator operator, FieldExpression left)
      throws CheckException {
    Constant constant = ConstantParser.constant(text, left.type(), operator);
    Field field = ComparedFields.field(left);
    if (field != null && field.name().equals("evt.type") && !eventName(text)) {
      throw new CheckException("unknown event type " + text);
    }
    if (field != null
        && field.name().equals("evt.around")
        && operator != Operator.EQ
        && operator != Operator.EQ_EQ) {
      throw new CheckException("evt.around supports only '=' comparison operator");
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
    Field field = ComparedFields.field(left);
    return field != null && field.name().equals("evt.type")
        ? Nearest.to(literal.text(), EventTable.current().names())
        : Optional.empty();
  }
}
