package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.corpus.format.IntColumn;
import dev.creance.events.Event;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The growing column of what {@code evt.arg} says of a path parameter: the path joined to the
 * directory that it is relative to. Worked out at import, because it depends on more than the
 * parameter; for absolute paths once for each distinct value.
 */
final class PathTextBuilder {
  final IntColumn codes = new IntColumn();
  final ByteDictionary values = new ByteDictionary();
  private final FieldReader reader;
  private final Cell cell = new Cell();
  private int[] ofValue = new int[64];

  PathTextBuilder(int parameter) {
    Field field = Objects.requireNonNull(FieldCatalogue.current().find("evt.arg"));
    reader =
        FieldReaders.of(new Access(field, Optional.of(Integer.toString(parameter)), field.type()));
  }

  void clear() {
    codes.clear();
    values.clear();
    Arrays.fill(ofValue, 0);
  }

  /**
   * @param value the parameter's code; 0 when the event does not carry it
   */
  void add(EventScope scope, int parameter, int value, CellBytes bytes) {
    Event event = scope.event;
    boolean absolute =
        value == 0 || event.has(parameter) && event.bytes()[event.offset(parameter)] == '/';
    if (absolute && value < ofValue.length && ofValue[value] > 0) {
      codes.add(ofValue[value] - 1);
      return;
    }
    if (reader.read(scope, cell)) {
      bytes.single(cell, ValueType.CHARBUF);
    } else {
      bytes.missing();
    }
    int code = values.intern(bytes.bytes(), 0, bytes.size());
    codes.add(code);
    if (absolute) {
      if (value >= ofValue.length) {
        ofValue = Arrays.copyOf(ofValue, Math.max(value + 1, ofValue.length * 2));
      }
      ofValue[value] = code + 1;
    }
  }
}
