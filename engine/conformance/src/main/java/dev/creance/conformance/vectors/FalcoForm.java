package dev.creance.conformance.vectors;

import dev.creance.grammar.source.Position;
import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.syntax.Operand.FieldName;
import dev.creance.grammar.syntax.Operand.Literal;
import dev.creance.grammar.syntax.Operand.OperandList;
import dev.creance.grammar.syntax.Operand.Transform;
import dev.creance.grammar.syntax.Operand.ValueList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our trees in the JSON form of the vectors, with the positions that Falco's nodes carry. Those
 * differ from our spans in three cases: the outermost chain of {@code or} starts before leading
 * blanks, an argument of a transformer right behind the comma before it, the elements of a list in
 * there where the list starts.
 */
final class FalcoForm {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final String text;

  private FalcoForm(String text) {
    this.text = text;
  }

  static JsonNode of(String text, Condition tree) {
    FalcoForm form = new FalcoForm(text);
    ObjectNode node = form.condition(tree);
    if (tree instanceof Condition.Or or && form.blanksBefore(or.span().start()) == 0) {
      node.set("pos", form.position(0));
    }
    return node;
  }

  static JsonNode position(String text, int offset) {
    return new FalcoForm(text).position(offset);
  }

  private ObjectNode condition(Condition condition) {
    return switch (condition) {
      case Condition.And and -> chain("and", and.span(), and.parts());
      case Condition.Or or -> chain("or", or.span(), or.parts());
      case Condition.Not not -> {
        ObjectNode node = node("not", not.span().start());
        node.set("c", condition(not.part()));
        yield node;
      }
      case Condition.MacroName macro -> {
        ObjectNode node = node("id", checkStart(macro.span().start()));
        yield node.put("v", macro.name());
      }
      case Condition.Check check -> check(check);
      case Condition.Broken broken -> node("broken", broken.span().start());
    };
  }

  private ObjectNode chain(String kind, Span span, List<Condition> parts) {
    ObjectNode node = node(kind, span.start());
    ArrayNode children = node.putArray("c");
    parts.forEach(part -> children.add(condition(part)));
    return node;
  }

  private ObjectNode check(Condition.Check check) {
    int start = checkStart(check.span().start());
    ObjectNode node = node(check.right().isPresent() ? "bin" : "unary", start);
    node.put("op", check.operator().text() + check.modifier().map(m -> " " + m.text()).orElse(""));
    node.set("l", operand(check.left(), start));
    check.right().ifPresent(right -> node.set("r", operand(right, right.span().start())));
    return node;
  }

  private ObjectNode operand(Operand operand, int at) {
    return switch (operand) {
      case FieldName field -> argument(node("field", at).put("f", field.name()), field.argument());
      case Transform transform -> {
        ObjectNode node = argument(node("tr", at).put("t", transform.name()), transform.argument());
        ArrayNode children = node.putArray("c");
        for (int i = 0; i < transform.arguments().size(); i++) {
          Operand child = transform.arguments().get(i);
          int start = child.span().start();
          children.add(operand(child, i == 0 ? start : afterComma(start)));
        }
        yield node;
      }
      case Literal literal -> node("val", at).put("v", literal.text());
      case ValueList list -> {
        ObjectNode node = node("list", at);
        ArrayNode values = node.putArray("v");
        list.values().forEach(value -> values.add(value.text()));
        yield node;
      }
      case OperandList list -> {
        ObjectNode node = node("tlist", at);
        ArrayNode children = node.putArray("c");
        list.items().forEach(item -> children.add(operand(item, at)));
        yield node;
      }
      case Operand.Broken _ -> node("broken", at);
    };
  }

  private int blanksBefore(int start) {
    int at = start;
    while (at > 0 && " \t\n\r\f\u000b\b".indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    return at;
  }

  private int checkStart(int start) {
    int blanks = blanksBefore(start);
    int backspace = text.indexOf('\b', blanks);
    return backspace > blanks && backspace < start && text.startsWith("not", blanks - 3)
        ? backspace
        : start;
  }

  private int afterComma(int start) {
    return text.lastIndexOf(',', start - 1) + 1;
  }

  private static ObjectNode argument(ObjectNode node, Optional<String> argument) {
    argument.ifPresent(value -> node.put("arg", value));
    return node;
  }

  private ObjectNode node(String kind, int at) {
    ObjectNode node = JSON.createObjectNode().put("k", kind);
    node.set("pos", position(at));
    return node;
  }

  private ArrayNode position(int offset) {
    Position position = Position.of(text, offset);
    return JSON.createArrayNode()
        .add(position.offset())
        .add(position.line())
        .add(position.column());
  }
}
