package dev.creance.grammar.syntax;

import dev.creance.grammar.syntax.Operand.FieldName;
import dev.creance.grammar.syntax.Operand.Literal;
import dev.creance.grammar.syntax.Operand.OperandList;
import dev.creance.grammar.syntax.Operand.Transform;
import dev.creance.grammar.syntax.Operand.ValueList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Prints trees as text: as Falco does, or so that the text reads back as the same tree. */
public final class ConditionPrinter {
  private final StringBuilder out = new StringBuilder();
  private final boolean exact;

  private ConditionPrinter(boolean exact) {
    this.exact = exact;
  }

  /**
   * Falco's form, for example {@code (a and not b)}. Falco shows it, but cannot always read it:
   * values lose their quotes when they hold no character that {@link Escapes#escape} looks for.
   */
  public static String canonical(Condition condition) {
    ConditionPrinter printer = new ConditionPrinter(false);
    printer.condition(condition, true);
    return printer.out.toString();
  }

  /** As {@link #canonical(Condition)}, for a side of a comparison. */
  public static String canonical(Operand operand) {
    ConditionPrinter printer = new ConditionPrinter(false);
    printer.operand(operand);
    return printer.out.toString();
  }

  /**
   * Text that reads back as the same tree, spans aside, for every tree without broken parts that
   * the parser can make.
   */
  public static String print(Condition condition) {
    ConditionPrinter printer = new ConditionPrinter(true);
    printer.condition(condition, false);
    return printer.out.toString();
  }

  /** As {@link #print(Condition)}, for a side of a comparison. */
  public static String print(Operand operand) {
    ConditionPrinter printer = new ConditionPrinter(true);
    printer.operand(operand);
    return printer.out.toString();
  }

  private void condition(Condition condition, boolean grouped) {
    switch (condition) {
      case Condition.And and -> chain(" and ", and.parts(), grouped);
      case Condition.Or or -> chain(" or ", or.parts(), grouped);
      case Condition.Not not -> {
        // Two "not" in a row would cancel.
        boolean group = exact && not.part() instanceof Condition.Not;
        out.append(group ? "not (" : "not ");
        condition(not.part(), true);
        out.append(group ? ")" : "");
      }
      case Condition.MacroName macro ->
          // With a blank behind it, this name would negate what follows.
          out.append(exact && macro.name().equals("not") ? "(not)" : macro.name());
      case Condition.Check check -> check(check);
      case Condition.Broken broken -> {
        broken.left().ifPresent(this::operand);
        out.append("…");
      }
    }
  }

  private void chain(String connective, List<Condition> parts, boolean grouped) {
    out.append(grouped ? "(" : "");
    Iterator<Condition> rest = parts.iterator();
    condition(rest.next(), true);
    while (rest.hasNext()) {
      out.append(connective);
      condition(rest.next(), true);
    }
    out.append(grouped ? ")" : "");
  }

  private void check(Condition.Check check) {
    operand(check.left());
    out.append(' ').append(check.operator().text());
    check.modifier().ifPresent(modifier -> out.append(' ').append(modifier.text()));
    if (check.right().isPresent()) {
      Operand right = check.right().get();
      out.append(exact && looksModified(check.operator(), right) ? "" : " ");
      operand(right);
    }
  }

  /**
   * A bare value with a backspace in it can look like {@code oneof} and a list's name, but not
   * right behind the operator.
   */
  private static boolean looksModified(Operator operator, Operand right) {
    return switch (operator) {
      case EQ, EQ_EQ, NE ->
          right instanceof Literal literal
              && !literal.quoted()
              && literal.text().indexOf('\b') == 5
              && Lexical.isBare(literal.text());
      default -> false;
    };
  }

  private void operand(Operand operand) {
    switch (operand) {
      case FieldName field -> {
        out.append(field.name());
        index(field.argument());
      }
      case Transform transform -> {
        out.append(transform.name()).append('(');
        list(transform.arguments(), ",");
        out.append(')');
        index(transform.argument());
      }
      case Literal literal -> value(literal);
      case ValueList list -> {
        out.append('(');
        list(list.values(), ", ");
        out.append(')');
      }
      case OperandList list -> {
        out.append('(');
        list(list.items(), ",");
        out.append(')');
      }
      case Operand.Broken _ -> out.append("…");
    }
  }

  private void list(List<? extends Operand> items, String separator) {
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : separator);
      operand(items.get(i));
    }
  }

  private void value(Literal literal) {
    if (!exact) {
      out.append(Escapes.escape(literal.text()));
    } else if (literal.quoted() || !Lexical.isBare(literal.text())) {
      out.append(Escapes.quote(literal.text()));
    } else {
      out.append(literal.text());
    }
  }

  private void index(Optional<String> argument) {
    if (argument.isEmpty()) {
      return;
    }
    String index = argument.get();
    out.append('[');
    if (exact) {
      out.append(Lexical.isBareIndex(index) ? index : Escapes.quote(index));
    } else {
      out.append(index.isEmpty() ? "\"\"" : Escapes.escape(index));
    }
    out.append(']');
  }
}
