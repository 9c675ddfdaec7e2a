package dev.creance.corpus.segment;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.StringTable;
import dev.creance.events.field.Cell;
import dev.creance.grammar.vocabulary.ValueType;

/**
 * The values of a field for the classes of a segment's contexts: for each class the number of its
 * value, and the distinct values. Safe for use by several threads.
 */
public final class ValueColumn {
  private final Codes codes;
  private final StringTable values;

  ValueColumn(Codes codes, StringTable values) {
    this.codes = codes;
    this.values = values;
  }

  /** For each class (from 0) the number of its value. */
  public Codes codes() {
    return codes;
  }

  /** The number of distinct values, a missing one included. */
  public int size() {
    return values.size();
  }

  /** The values as {@link CellBytes}. */
  public StringTable values() {
    return values;
  }

  /** Puts a value into {@code into}; false when it is missing. */
  public boolean read(int value, ValueType type, Cell into) {
    return CellBytes.read(values.bytes(), values.offset(value), values.length(value), type, into);
  }
}
