package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.corpus.format.StringTable;
import dev.creance.corpus.segment.CellBytes;
import dev.creance.events.field.Cell;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.syntax.Operator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values that a field has anywhere in the corpus, and for plans over this field alone
 * which of them they hold for. Number 0 stands for no value. First all columns are added, by one
 * thread; then it is safe for use by several.
 */
final class FieldValues {
  private static final int HEAD = 8;

  private final PlanPool pool;
  private final PlanTables tables;
  private final ByteDictionary values = new ByteDictionary();
  private volatile @Nullable String @Nullable [] texts;
  private volatile long @Nullable [] heads;
  private volatile @Nullable PairMarks pairs;

  FieldValues(PlanPool pool, PlanTables tables) {
    this.pool = pool;
    this.tables = tables;
    values.intern(new byte[1], 0, 1);
  }

  /** Adds the values of a column; gives for each of its numbers the number here. */
  int[] add(StringTable column) {
    int[] numbers = new int[column.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.intern(column.bytes(), column.offset(i), column.length(i));
    }
    return numbers;
  }

  int size() {
    return values.size();
  }

  /** Compiles a predicate over this field, and asks it for one value. */
  void tryOut(int predicate) {
    ValuePredicate compiled = pool.values(predicate);
    Cell cell = new Cell();
    int last = size() - 1;
    if (CellBytes.read(
        values.bytes(), values.offset(last), values.length(last), compiled.field().type(), cell)) {
      compiled.holds(cell);
    }
  }

  /** The values that a plan over this field holds for. Not to be changed. */
  long[] holds(int plan) {
    long[] known = tables.get(plan);
    if (known == null) {
      Plan of = pool.get(plan);
      known =
          switch (of.kind()) {
            case CONSTANT -> of.value() ? BitRows.all(size()) : BitRows.none(size());
            case LEAF -> {
              long[] holds = scan(pool.values(of.predicate()));
              yield of.negated() ? BitRows.not(holds, size()) : holds;
            }
            case ALL -> {
              long[] both = BitRows.all(size());
              for (int child : of.children()) {
                BitRows.and(both, holds(child));
              }
              yield both;
            }
            case ANY -> {
              long[] either = BitRows.none(size());
              for (int child : of.children()) {
                BitRows.or(either, holds(child));
              }
              yield either;
            }
          };
      tables.put(plan, known);
    }
    return known;
  }

  /**
   * Equality and membership look their constants up, prefixes are compared by their first bytes,
   * parts by the pairs of bytes that a text must have; everything else looks at each value.
   */
  private long[] scan(ValuePredicate predicate) {
    boolean texts =
        predicate.field().type().text() && !predicate.field().list() && !predicate.several();
    if (!texts) {
      return each(predicate);
    }
    if (predicate.modifier().isEmpty()) {
      if (predicate.operator() == Operator.EQ
          || predicate.operator() == Operator.EQ_EQ
          || predicate.operator() == Operator.IN) {
        return among(predicate);
      }
      if (predicate.operator() == Operator.STARTSWITH) {
        return beginning(predicate);
      }
    }
    @Nullable String[] all = texts();
    PairMarks pairs = pairs();
    long[] needed = PairMarks.needed(predicate);
    Cell cell = new Cell();
    cell.type = predicate.field().type();
    long[] holds = BitRows.none(all.length);
    for (int i = 1; i < all.length; i++) {
      if (needed != null && !pairs.has(i, needed)) {
        continue;
      }
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

  private long[] each(ValuePredicate predicate) {
    Cell cell = new Cell();
    long[] holds = BitRows.none(size());
    byte[] bytes = values.bytes();
    for (int i = 1; i < size(); i++) {
      if (CellBytes.read(bytes, values.offset(i), values.length(i), predicate.field().type(), cell)
          && predicate.holds(cell)) {
        BitRows.set(holds, i);
      }
    }
    return holds;
  }

  private long[] among(ValuePredicate predicate) {
    CellBytes wanted = new CellBytes();
    Cell cell = new Cell();
    cell.type = predicate.field().type();
    long[] holds = BitRows.none(size());
    for (Constant constant : predicate.constants()) {
      String text = ((Constant.Text) constant).value();
      wanted.text(text);
      int number = values.find(wanted.bytes(), 0, wanted.size());
      cell.text = text;
      if (number >= 0 && predicate.holds(cell)) {
        BitRows.set(holds, number);
      }
    }
    return holds;
  }

  private long[] beginning(ValuePredicate predicate) {
    Cell cell = new Cell();
    cell.type = predicate.field().type();
    long[] first = heads();
    long[] holds = BitRows.none(size());
    for (Constant constant : predicate.constants()) {
      byte[] prefix = ((Constant.Text) constant).value().getBytes(StandardCharsets.ISO_8859_1);
      int length = Math.min(prefix.length, HEAD);
      long mask = length == 0 ? 0 : -1L << (64 - 8 * length);
      long wanted = head(prefix, 0, prefix.length);
      for (int i = 1; i < first.length; i++) {
        if ((first[i] & mask) == wanted) {
          String text = CellBytes.text(values.bytes(), values.offset(i), values.length(i));
          if (text != null) {
            cell.text = text;
            if (predicate.holds(cell)) {
              BitRows.set(holds, i);
            }
          }
        }
      }
    }
    return holds;
  }

  private @Nullable String[] texts() {
    @Nullable String[] known = texts;
    if (known == null) {
      known = new @Nullable String[size()];
      for (int i = 0; i < known.length; i++) {
        known[i] = CellBytes.text(values.bytes(), values.offset(i), values.length(i));
      }
      texts = known;
    }
    return known;
  }

  private PairMarks pairs() {
    PairMarks known = pairs;
    if (known == null) {
      known = new PairMarks(texts());
      pairs = known;
    }
    return known;
  }

  /** The first bytes of each text, the very first one highest, zeros behind short ones. */
  private long[] heads() {
    long[] known = heads;
    if (known == null) {
      known = new long[size()];
      for (int i = 0; i < known.length; i++) {
        known[i] = head(values.bytes(), values.offset(i) + 1, values.length(i) - 1);
      }
      heads = known;
    }
    return known;
  }

  private static long head(byte[] bytes, int offset, int length) {
    long head = 0;
    for (int i = 0; i < HEAD; i++) {
      head = head << 8 | (i < length ? bytes[offset + i] & 0xFF : 0);
    }
    return head;
  }

  /** Decodes what predicates will look at. */
  void prepare(boolean text) {
    if (text) {
      texts();
      heads();
      pairs();
    }
  }
}
