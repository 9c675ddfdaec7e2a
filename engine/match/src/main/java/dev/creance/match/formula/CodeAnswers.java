package dev.creance.match.formula;

import dev.creance.events.field.Cell;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.EventType;
import dev.creance.grammar.vocabulary.EventType.Category;
import dev.creance.grammar.vocabulary.EventType.Flag;
import dev.creance.match.compare.ValueTests;
import java.util.Optional;
import java.util.Set;

/** Answers that the type of an event alone decides. */
public final class CodeAnswers {
  /** Types whose events have different names. */
  private static final Set<String> MANY_NAMES =
      Set.of("PPME_GENERIC_E", "PPME_GENERIC_X", "PPME_ASYNCEVENT_E");

  private final EventType type;

  public CodeAnswers(EventType type) {
    this.type = type;
  }

  /** The answer for all events of the type, where there is one. */
  public Optional<Boolean> of(Test test) {
    if (missing(test.left())
        || test.right() instanceof Comparand.Expression right && missing(right.expression())) {
      return Optional.of(false);
    }
    if (!(test.left() instanceof Access access)) {
      return Optional.empty();
    }
    return switch (access.field().name()) {
      case "evt.type", "syscall.type" ->
          MANY_NAMES.contains(type.enumName()) ? Optional.empty() : compare(test, type.name());
      case "evt.dir" -> compare(test, type.enter() ? ">" : "<");
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> compare(Test test, String value) {
    return switch (test.right()) {
      case Comparand.None none -> Optional.of(true);
      case Comparand.Expression expression -> Optional.empty();
      case Comparand.Constants constants -> {
        Cell cell = new Cell();
        cell.text = value;
        yield Optional.of(
            ValueTests.of(test.left(), test.operator(), test.modifier(), constants.values())
                .holds(cell));
      }
    };
  }

  /** Whether no event of the type has a value of the expression. */
  private boolean missing(FieldExpression expression) {
    return switch (expression) {
      case Access access -> missing(access);
      case FieldExpression.Literal literal -> false;
      case FieldExpression.Items items -> false;
      case FieldExpression.Transformed transformed ->
          transformed.arguments().stream().anyMatch(this::missing);
    };
  }

  private boolean missing(Access access) {
    String name = access.field().name();
    if (access.field().fieldClass().equals("fd")) {
      return !type.has(Flag.USES_FD) && !type.has(Flag.CREATES_FD) && !type.has(Flag.DESTROYS_FD);
    }
    if (name.equals("syscall.type")) {
      return type.eventClass() != Category.SYSCALL;
    }
    if (name.equals("evt.arg") || name.equals("evt.rawarg")) {
      String parameter = access.argument().orElse("0");
      boolean byName = !Character.isDigit(parameter.charAt(0));
      return byName && type.indexOf(parameter) < 0;
    }
    return false;
  }
}
