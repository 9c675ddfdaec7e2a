package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.corpus.format.IntColumn;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.util.Objects;
import java.util.Optional;

/** The values of one field for the contexts of a segment. */
final class ValueColumnBuilder {
  final String name;

  /** For each class of contexts the number of its value. */
  final IntColumn codes = new IntColumn();

  final ByteDictionary values = new ByteDictionary();
  private final Access access;
  private final FieldReader reader;
  private final Cell cell = new Cell();

  /**
   * @param name a field with or without an argument, for example {@code proc.aname[2]}
   */
  ValueColumnBuilder(String name) {
    this.name = name;
    int bracket = name.indexOf('[');
    String plain = bracket < 0 ? name : name.substring(0, bracket);
    Field field = Objects.requireNonNull(FieldCatalogue.current().find(plain), plain);
    Optional<String> argument =
        bracket < 0
            ? Optional.empty()
            : Optional.of(name.substring(bracket + 1, name.length() - 1));
    this.access = new Access(field, argument, field.type());
    this.reader = FieldReaders.of(access);
  }

  void clear() {
    codes.clear();
    values.clear();
  }

  /** The number of the value that the field has in a scope. */
  int value(EventScope scope, CellBytes bytes) {
    boolean several = reader.several();
    boolean found = several ? reader.readAll(scope, cell) : reader.read(scope, cell);
    if (!found) {
      bytes.missing();
    } else if (several || access.list()) {
      bytes.several(cell, access.type());
    } else {
      bytes.single(cell, access.type());
    }
    return values.intern(bytes.bytes(), 0, bytes.size());
  }
}
