package dev.creance.match.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.field.Cell;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.ConstantParser;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.ValueType;
import dev.creance.match.Shared;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The vectors of single comparisons, as Falco's own code decided them. */
class OperatorVectorsTest {
  /** A field of a type; nothing else of it matters here. */
  private static FieldExpression of(ValueType type) {
    Field field =
        new Field(
            0,
            "test.field",
            type,
            false,
            Field.ArgumentUse.NONE,
            Set.of(),
            Set.of(),
            Field.PrintFormat.NA,
            "test",
            "any",
            "");
    return new FieldExpression.Access(field, Optional.empty(), type);
  }

  @Test
  void everyVectorHasItsResult() {
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (JsonNode row : Shared.rows("conformance/operators.jsonl")) {
      JsonNode result = row.at("/expect/result");
      if (result.isMissingNode()) {
        continue; // The condition doesn't compile: the grammar's to tell.
      }
      rows++;
      JsonNode input = row.get("input");
      if (passes(input) != result.booleanValue()) {
        wrong.add(row.toString());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).isPositive();
  }

  private static boolean passes(JsonNode input) {
    ValueType type = ValueType.valueOf(input.get("type").stringValue());
    String text = input.get("op").stringValue();
    Operator operator =
        Arrays.stream(Operator.values())
            .filter(o -> o.text().equals(text))
            .findFirst()
            .orElseThrow();
    if (operator == Operator.EXISTS) {
      return true;
    }
    List<Constant> constants = new ArrayList<>();
    for (JsonNode right : input.get("rhs")) {
      constants.add(constant(type, operator, bytes(right.stringValue())));
    }
    Cell cell = new Cell();
    String value = input.get("field_value").stringValue();
    Constant left =
        type == ValueType.BYTEBUF
            ? new Constant.Text(value, unhex(value))
            : type == ValueType.IPNET
                ? new Constant.Text(value, address(value))
                : constant(type, Operator.EQ, bytes(value));
    switch (left) {
      case Constant.Text t -> cell.text = t.value();
      case Constant.Address a -> cell.text = a.address();
      case Constant.Network n -> cell.text = n.address();
      case Constant.Number n -> cell.number = n.value();
      case Constant.Bool b -> cell.number = b.value() ? 1 : 0;
      case Constant.Real r -> cell.real = r.value();
    }
    return ValueTests.of(of(type), operator, Optional.empty(), constants).holds(cell);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String unhex(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  private static String address(String text) {
    return new String(InetAddress.ofLiteral(text).getAddress(), StandardCharsets.ISO_8859_1);
  }

  private static Constant constant(ValueType type, Operator operator, String text) {
    return switch (ConstantParser.parse(text, type, operator)) {
      case ConstantParser.Outcome.Value value -> value.constant();
      case ConstantParser.Outcome.Problem problem ->
          throw new IllegalArgumentException(problem.message());
    };
  }
}
