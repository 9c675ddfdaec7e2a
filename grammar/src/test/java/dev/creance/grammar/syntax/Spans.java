package dev.creance.grammar.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.source.Span;
import java.util.List;

/**
 * What holds for the spans of every tree: parts lie within the whole, in order, and show their
 * text.
 */
final class Spans {
  private final String what;
  private final String text;

  private Spans(String what, String text) {
    this.what = what;
    this.text = text;
  }

  static void check(String what, String text, Parsed parsed) {
    Spans spans = new Spans(what, text);
    Span whole = new Span(0, text.length());
    spans.condition(parsed.tree(), whole);
    int last = -1;
    for (SyntaxError error : parsed.errors()) {
      assertThat(error.at()).as(what).isBetween(Math.max(0, last), text.length());
      spans.within(error.span(), whole);
      last = error.at();
    }
  }

  private void condition(Condition condition, Span within) {
    Span span = condition.span();
    within(span, within);
    switch (condition) {
      case Condition.And and -> parts(and.parts(), span);
      case Condition.Or or -> parts(or.parts(), span);
      case Condition.Not not -> {
        assertThat(text.substring(span.start())).as(what).startsWith("not");
        condition(not.part(), span);
      }
      case Condition.MacroName macro -> assertThat(shown(span)).as(what).isEqualTo(macro.name());
      case Condition.Check check -> {
        operand(check.left(), span);
        within(check.operatorSpan(), new Span(check.left().span().end(), span.end()));
        assertThat(shown(check.operatorSpan()))
            .as(what)
            .startsWith(check.operator().text())
            .endsWith(check.modifier().map(Operator.Modifier::text).orElse(""));
        check.right().ifPresent(r -> operand(r, new Span(check.operatorSpan().end(), span.end())));
      }
      case Condition.Broken broken -> broken.left().ifPresent(left -> operand(left, span));
    }
  }

  private void parts(List<Condition> parts, Span within) {
    assertThat(parts).as(what).hasSizeGreaterThan(1);
    int from = within.start();
    for (Condition part : parts) {
      condition(part, new Span(from, within.end()));
      from = part.span().end();
    }
  }

  private void operand(Operand operand, Span within) {
    Span span = operand.span();
    within(span, within);
    switch (operand) {
      case Operand.FieldName field -> {
        assertThat(shown(span)).as(what).startsWith(field.name());
        if (field.argument().isEmpty()) {
          assertThat(span.length()).as(what).isEqualTo(field.name().length());
        }
      }
      case Operand.Transform transform -> {
        assertThat(shown(span)).as(what).startsWith(transform.name() + "(");
        operands(transform.arguments(), span);
      }
      case Operand.Literal literal -> {
        if (!literal.quoted()) {
          assertThat(shown(span)).as(what).isEqualTo(literal.text());
        }
      }
      case Operand.ValueList list -> operands(list.values(), span);
      case Operand.OperandList list -> operands(list.items(), span);
      case Operand.Broken _ -> {}
    }
  }

  private void operands(List<? extends Operand> operands, Span within) {
    int from = within.start();
    for (Operand operand : operands) {
      operand(operand, new Span(from, within.end()));
      from = operand.span().end();
    }
  }

  private String shown(Span span) {
    return text.substring(span.start(), span.end());
  }

  private void within(Span span, Span whole) {
    assertThat(span.start()).as(what).isBetween(whole.start(), whole.end());
    assertThat(span.end()).as(what).isBetween(span.start(), whole.end());
  }
}
