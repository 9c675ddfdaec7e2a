package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.corpus.format.IntColumn;
import dev.creance.events.state.EventScope;
import java.util.List;

/**
 * The contexts of a kind by the values of fields that are worked out at import: contexts that agree
 * in all of them are of one class. Predicates on such fields are evaluated for classes, of which
 * there are far fewer.
 */
final class ContextClasses {
  /** The fields; each has the values of the classes, in their order. */
  final List<ValueColumnBuilder> fields;

  /** For each context its class. */
  final IntColumn classes = new IntColumn();

  private final ByteDictionary distinct = new ByteDictionary();
  private final byte[] row;
  private final CellBytes bytes = new CellBytes();

  ContextClasses(List<String> fields) {
    this.fields = fields.stream().map(ValueColumnBuilder::new).toList();
    this.row = new byte[4 * fields.size()];
  }

  void clear() {
    fields.forEach(ValueColumnBuilder::clear);
    classes.clear();
    distinct.clear();
  }

  /** The next context, as fields see it in a scope. */
  void add(EventScope scope) {
    for (int i = 0; i < fields.size(); i++) {
      SegmentBuilder.INT.set(row, 4 * i, fields.get(i).value(scope, bytes));
    }
    int before = distinct.size();
    classes.add(distinct.intern(row, 0, row.length));
    if (distinct.size() > before) {
      for (int i = 0; i < fields.size(); i++) {
        fields.get(i).codes.add((int) SegmentBuilder.INT.get(row, 4 * i));
      }
    }
  }
}
