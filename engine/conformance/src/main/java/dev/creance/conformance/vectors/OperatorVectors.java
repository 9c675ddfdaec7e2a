package dev.creance.conformance.vectors;

import dev.creance.events.field.Cell;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.ConstantParser;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.OperatorRules;
import dev.creance.grammar.checked.PosixRegex;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.ValueType;
import dev.creance.match.compare.ValueTests;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single comparisons: whether they compile, and as Falco's own code decided them. */
final class OperatorVectors {
  private static final String PREFIX = "filter error: ";

  private OperatorVectors() {}

  static void look(JsonNode row, Findings findings) {
    JsonNode input = row.path("input");
    JsonNode expect = row.path("expect");
    String expected = expect.path("compile_error").asString(null);
    String value = input.path("field_value").asString();
    if (expected != null && expected.endsWith(" " + value)) {
      findings.cannotRun(
          "what is wrong is the made-up field's own value, which events do not have");
      return;
    }
    String problem = problem(input);
    findings.same(
        "compile error",
        expected == null ? null : expected.replace(PREFIX, ""),
        problem == null ? null : problem.replace(PREFIX, ""));
    if (expect.has("result") && problem == null) {
      findings.same("result", expect.path("result").asBoolean(), holds(input));
    }
  }

  private static ValueType type(JsonNode input) {
    return ValueType.valueOf(input.path("type").asString());
  }

  private static Operator operator(JsonNode input) {
    String text = input.path("op").asString().split(" ", 2)[0];
    return Arrays.stream(Operator.values())
        .filter(operator -> operator.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Operator.Modifier> modifier(JsonNode input) {
    String[] words = input.path("op").asString().split(" ", 2);
    return words.length == 1
        ? Optional.empty()
        : Optional.of(Operator.Modifier.valueOf(words[1].toUpperCase(Locale.ROOT)));
  }

  /** Why the comparison does not compile; null when it does. */
  private static @Nullable String problem(JsonNode input) {
    ValueType type = type(input);
    Operator operator = operator(input);
    String problem = OperatorRules.problem(operator, modifier(input), type, false).orElse(null);
    for (JsonNode constant : input.path("rhs")) {
      if (problem == null) {
        problem = problem(bytes(constant.asString()), type, operator);
      }
    }
    return problem;
  }

  private static @Nullable String problem(String text, ValueType type, Operator operator) {
    return switch (ConstantParser.parse(text, type, operator)) {
      case ConstantParser.Outcome.Problem problem -> problem.message();
      case ConstantParser.Outcome.Value _ ->
          operator == Operator.REGEX
              ? PosixRegex.problem(text).map(p -> "invalid regex pattern: " + p).orElse(null)
              : null;
    };
  }

  private static boolean holds(JsonNode input) {
    ValueType type = type(input);
    Operator operator = operator(input);
    if (operator == Operator.EXISTS) {
      return true;
    }
    List<Constant> constants = new ArrayList<>();
    for (JsonNode right : input.path("rhs")) {
      constants.add(constant(type, operator, bytes(right.asString())));
    }
    FieldExpression field =
        new FieldExpression.Access(MockFields.field("test.field", type), Optional.empty(), type);
    return ValueTests.of(field, operator, modifier(input), constants)
        .holds(cell(type, input.path("field_value").asString()));
  }

  private static Cell cell(ValueType type, String value) {
    Cell cell = new Cell();
    switch (type) {
      case BYTEBUF -> cell.text = unhex(value);
      case IPNET -> cell.text = address(value);
      default -> fill(cell, constant(type, Operator.EQ, bytes(value)));
    }
    return cell;
  }

  private static void fill(Cell cell, Constant constant) {
    switch (constant) {
      case Constant.Text text -> cell.text = text.value();
      case Constant.Address address -> cell.text = address.address();
      case Constant.Network network -> cell.text = network.address();
      case Constant.Number number -> cell.number = number.value();
      case Constant.Bool bool -> cell.number = bool.value() ? 1 : 0;
      case Constant.Real real -> cell.real = real.value();
    }
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
