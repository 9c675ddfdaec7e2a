package dev.creance.corpus.segment;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.StringTable;
import dev.creance.events.field.Cell;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field for the classes of a segment's contexts: for each class the number of its
 * value, and the distinct values. Texts are decoded once. Safe for use by several threads.
 */
public final class ValueColumn {
  private final Codes codes;
  private final StringTable values;
  private volatile @Nullable String @Nullable [] texts;
  private volatile int @Nullable [] sorted;

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

  /** Puts a value into {@code into}; false when it is missing. */
  public boolean read(int value, ValueType type, Cell into) {
    return CellBytes.read(values, value, type, into);
  }

  /**
   * Texts by number, null for a missing one; only of a scalar field of texts. Not to be changed.
   */
  public @Nullable String[] texts() {
    @Nullable String[] known = texts;
    if (known == null) {
      known = new @Nullable String[values.size()];
      for (int i = 0; i < known.length; i++) {
        known[i] = CellBytes.text(values, i);
      }
      texts = known;
    }
    return known;
  }

  /** The numbers of all texts that are not missing, in the order of the texts. */
  public int[] sorted() {
    int[] known = sorted;
    if (known == null) {
      @Nullable String[] all = texts();
      List<String> present = new ArrayList<>(all.length);
      Map<String, Integer> numbers = new HashMap<>(all.length * 2);
      for (int i = 0; i < all.length; i++) {
        String text = all[i];
        if (text != null) {
          present.add(text);
          numbers.put(text, i);
        }
      }
      Collections.sort(present);
      known = new int[present.size()];
      for (int i = 0; i < known.length; i++) {
        known[i] = numbers.getOrDefault(present.get(i), 0);
      }
      sorted = known;
    }
    return known;
  }
}
