package dev.creance.match.explain;

import dev.creance.events.Addresses;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The value of an expression as text. */
final class Values {
  private Values() {}

  /**
   * As alerts print it. Of a field that compares several values, which alerts don't print, all of
   * them: {@code (127.0.0.1,10.0.0.7)}.
   */
  static Optional<String> text(FieldExpression expression, EventScope scope) {
    FieldReader reader = FieldReaders.of(expression);
    if (!reader.several()) {
      return Optional.ofNullable(
          new OutputField(ConditionText.of(expression), expression).text(scope));
    }
    Cell cell = new Cell();
    return reader.readAll(scope, cell)
        ? Optional.of("(" + String.join(",", texts(cell, expression.type())) + ")")
        : Optional.empty();
  }

  private static List<String> texts(Cell cell, ValueType type) {
    boolean addresses = type == ValueType.IPADDR || type == ValueType.IPNET;
    List<String> texts = new ArrayList<>();
    for (String element : cell.elements) {
      texts.add(addresses ? Addresses.text(element) : element);
    }
    for (int i = 0; i < cell.numberCount; i++) {
      texts.add(Long.toString(cell.numbers[i]));
    }
    return texts;
  }
}
