package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition.And;
import dev.creance.grammar.syntax.Condition.Check;
import dev.creance.grammar.syntax.Condition.MacroName;
import dev.creance.grammar.syntax.Condition.Not;
import dev.creance.grammar.syntax.Condition.Or;
import dev.creance.grammar.syntax.Operand.Broken;
import dev.creance.grammar.syntax.Operand.FieldName;
import dev.creance.grammar.syntax.Operand.Literal;
import dev.creance.grammar.syntax.Operand.OperandList;
import dev.creance.grammar.syntax.Operand.Transform;
import dev.creance.grammar.syntax.Operand.ValueList;
import dev.creance.grammar.syntax.Operator.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Makes our trees of ANTLR's. */
final class TreeBuilder {
  private final String text;

  TreeBuilder(String text) {
    this.text = text;
  }

  Condition condition(ConditionSyntax.ConditionContext context) {
    return disjunction(context.disjunction());
  }

  private Condition disjunction(ConditionSyntax.DisjunctionContext context) {
    Condition first = conjunction(context.conjunction());
    List<ConditionSyntax.AlternativeContext> others = context.alternative();
    if (others.isEmpty()) {
      return first;
    }
    List<Condition> parts = new ArrayList<>(others.size() + 1);
    parts.add(first);
    for (ConditionSyntax.AlternativeContext other : others) {
      parts.add(alternative(other));
    }
    return new Or(span(context), parts);
  }

  private Condition alternative(ConditionSyntax.AlternativeContext context) {
    if (context.conjunction() != null) {
      return conjunction(context.conjunction());
    }
    Condition group = group(context.group());
    return conjunction(group, parenthesis(context.OR_GROUP()), context, context.further());
  }

  private Condition conjunction(ConditionSyntax.ConjunctionContext context) {
    Condition first = negation(context.negation());
    return conjunction(first, start(context), context, context.further());
  }

  private Condition conjunction(
      Condition first,
      int start,
      ParserRuleContext context,
      List<ConditionSyntax.FurtherContext> others) {
    if (others.isEmpty()) {
      return first;
    }
    List<Condition> parts = new ArrayList<>(others.size() + 1);
    parts.add(first);
    for (ConditionSyntax.FurtherContext other : others) {
      parts.add(other.negation() != null ? negation(other.negation()) : group(other.group()));
    }
    return new And(new Span(start, end(context)), parts);
  }

  private Condition negation(ConditionSyntax.NegationContext context) {
    Condition part = context.check() != null ? check(context.check()) : group(context.group());
    int nots = nots(context.NOT()) + nots(context.NOT_GROUP());
    return nots % 2 == 0 ? part : new Not(span(context), part);
  }

  private static int nots(@Nullable TerminalNode token) {
    if (token == null) {
      return 0;
    }
    String nots = token.getText();
    int count = 0;
    for (int i = nots.indexOf('n'); i >= 0; i = nots.indexOf('n', i + 1)) {
      count++;
    }
    return count;
  }

  private Condition group(ConditionSyntax.GroupContext context) {
    return disjunction(context.disjunction());
  }

  private Condition check(ConditionSyntax.CheckContext context) {
    return switch (context) {
      case ConditionSyntax.GroupCheckContext group -> group(group.group());
      case ConditionSyntax.ComparisonCheckContext comparison ->
          comparison(span(context), operand(comparison.operand()), comparison.comparison());
      case ConditionSyntax.MacroCheckContext macro -> new MacroName(span(context), macro.getText());
      default -> new Condition.Broken(span(context), Optional.empty());
    };
  }

  private Condition comparison(Span span, Operand left, ConditionSyntax.ComparisonContext context) {
    if (context instanceof ConditionSyntax.BrokenComparisonContext) {
      return new Condition.Broken(span, Optional.of(left));
    }
    Token sign = context.getStart();
    Operator operator = Operator.of(written(sign));
    if (!(context instanceof ConditionSyntax.PlainComparisonContext plain)) {
      return new Check(span, left, operator, Optional.empty(), writtenSpan(sign), Optional.empty());
    }
    Optional<Operand> right = Optional.of(value(plain.value()));
    TerminalNode modifier = plain.MODIFIER();
    if (modifier == null) {
      return new Check(span, left, operator, Optional.empty(), writtenSpan(sign), right);
    }
    Token word = modifier.getSymbol();
    return new Check(
        span,
        left,
        operator,
        Optional.of(Modifier.valueOf(written(word).toUpperCase(Locale.ROOT))),
        writtenSpan(sign).to(writtenSpan(word)),
        right);
  }

  Operand reference(ConditionSyntax.ReferenceContext context) {
    return context.operand() == null ? new Broken(span(context)) : operand(context.operand());
  }

  private Operand operand(ConditionSyntax.OperandContext context) {
    return switch (context) {
      case ConditionSyntax.FieldContext field ->
          new FieldName(span(context), field.getText(), Optional.empty());
      case ConditionSyntax.IndexedFieldContext field -> {
        String name = opened(field.FIELD_INDEXED());
        String index = index(field.index());
        yield index == null
            ? new Broken(span(context))
            : new FieldName(span(context), name, Optional.of(index));
      }
      case ConditionSyntax.TransformerContext transformer ->
          transform(span(context), opened(transformer.TRANSFORMER()), transformer.arguments());
      default -> throw new IllegalStateException("operand " + context.getText());
    };
  }

  private static @Nullable String index(ConditionSyntax.IndexContext context) {
    Token value = context.getStart();
    return value.getType() == ConditionLexer.BROKEN ? null : value.getText();
  }

  private Operand transform(Span span, String name, ConditionSyntax.ArgumentsContext context) {
    List<Operand> arguments = new ArrayList<>(context.argument().size());
    for (ConditionSyntax.ArgumentContext argument : context.argument()) {
      arguments.add(argument(argument));
    }
    String index = context.index() == null ? null : index(context.index());
    return new Transform(span, name, arguments, Optional.ofNullable(index));
  }

  private Operand argument(ConditionSyntax.ArgumentContext context) {
    if (context.operand() != null) {
      return operand(context.operand());
    }
    if (context.constant() != null) {
      return literal(context.constant().getStart());
    }
    if (context.elements() == null) {
      return new Broken(span(context));
    }
    List<Operand> items = new ArrayList<>(context.elements().element().size());
    for (ConditionSyntax.ElementContext element : context.elements().element()) {
      items.add(element(element));
    }
    return new OperandList(span(context), items);
  }

  private Operand element(ConditionSyntax.ElementContext context) {
    if (context.operand() != null) {
      return operand(context.operand());
    }
    return context.constant() != null
        ? literal(context.constant().getStart())
        : new Broken(span(context));
  }

  private Operand value(ConditionSyntax.ValueContext context) {
    if (context.items() != null) {
      List<Literal> values = new ArrayList<>(context.items().item().size());
      for (ConditionSyntax.ItemContext item : context.items().item()) {
        if (item.BROKEN() == null) {
          values.add(literal(item.getStart()));
        }
      }
      return new ValueList(span(context), values);
    }
    Token first = context.getStart();
    if (context.arguments() != null) {
      String name = written(first);
      return transform(span(context), name.substring(0, name.length() - 1), context.arguments());
    }
    return first.getType() == ConditionLexer.BROKEN ? new Broken(span(context)) : literal(first);
  }

  private static Literal literal(Token token) {
    return new Literal(
        new Span(token.getStartIndex(), token.getStopIndex() + 1),
        token.getText(),
        token.getType() == ConditionLexer.QUOTED);
  }

  private static int start(ParserRuleContext context) {
    return context.getStart().getStartIndex();
  }

  private static int end(ParserRuleContext context) {
    return context.getStop().getStopIndex() + 1;
  }

  private static Span span(ParserRuleContext context) {
    return new Span(start(context), end(context));
  }

  private static int parenthesis(TerminalNode opener) {
    return opener.getSymbol().getStopIndex();
  }

  /** The text of a token that ends with an opening bracket, without that. */
  private static String opened(TerminalNode token) {
    String opened = token.getText();
    return opened.substring(0, opened.length() - 1);
  }

  /** A token's text without the blanks that some tokens need behind them. */
  private String written(Token token) {
    Span span = writtenSpan(token);
    return text.substring(span.start(), span.end());
  }

  private Span writtenSpan(Token token) {
    int end = token.getStopIndex() + 1;
    while (text.charAt(end - 1) <= ' ') {
      end--;
    }
    return new Span(token.getStartIndex(), end);
  }
}
