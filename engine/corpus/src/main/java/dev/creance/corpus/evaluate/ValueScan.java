package dev.creance.corpus.evaluate;

import dev.creance.corpus.segment.ValueColumn;
import dev.creance.events.field.Cell;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression.Access;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of a field's distinct values a predicate holds for. Equality, membership and prefixes find
 * their candidates by the order of the values; everything else looks at each value once.
 */
final class ValueScan {
  private ValueScan() {}

  /** The numbers of the values that pass. */
  static long[] of(ValueColumn values, ColumnPredicate predicate, Access field) {
    boolean texts = field.type().text() && !field.list() && !predicate.several();
    if (!texts) {
      return each(values, predicate, field);
    }
    Cell cell = new Cell();
    cell.type = field.type();
    ColumnPredicate.Key key = predicate.key();
    if (key.modifier().isEmpty() && key.right() instanceof Comparand.Constants constants) {
      switch (key.operator()) {
        case EQ, EQ_EQ, IN -> {
          return among(values, predicate, cell, constants.values(), false);
        }
        case STARTSWITH -> {
          return among(values, predicate, cell, constants.values(), true);
        }
        default -> {}
      }
    }
    @Nullable String[] all = values.texts();
    long[] holds = BitRows.none(all.length);
    for (int i = 0; i < all.length; i++) {
      String text = all[i];
      if (text != null) {
        cell.text = text;
        if (predicate.holds(cell)) {
          BitRows.set(holds, i);
        }
      }
    }
    return holds;
  }

  private static long[] each(ValueColumn values, ColumnPredicate predicate, Access field) {
    Cell cell = new Cell();
    long[] holds = BitRows.none(values.size());
    for (int i = 0; i < values.size(); i++) {
      if (values.read(i, field.type(), cell) && predicate.holds(cell)) {
        BitRows.set(holds, i);
      }
    }
    return holds;
  }

  /** Looks only at the values that are, or begin with, one of the constants. */
  private static long[] among(
      ValueColumn values,
      ColumnPredicate predicate,
      Cell cell,
      List<Constant> constants,
      boolean prefixes) {
    @Nullable String[] all = values.texts();
    int[] sorted = values.sorted();
    long[] holds = BitRows.none(all.length);
    for (Constant constant : constants) {
      String wanted = ((Constant.Text) constant).value();
      for (int at = firstFrom(all, sorted, wanted); at < sorted.length; at++) {
        String text = all[sorted[at]];
        if (text == null || !(prefixes ? text.startsWith(wanted) : text.equals(wanted))) {
          break;
        }
        cell.text = text;
        if (predicate.holds(cell)) {
          BitRows.set(holds, sorted[at]);
        }
      }
    }
    return holds;
  }

  /** The place in {@code sorted} of the first text that is not below another. */
  private static int firstFrom(@Nullable String[] all, int[] sorted, String wanted) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      String text = all[sorted[middle]];
      if (text != null && text.compareTo(wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
