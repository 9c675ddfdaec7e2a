package dev.creance.events.field;

import dev.creance.grammar.vocabulary.Field.PrintFormat;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A place for one extracted value; filled again and again. Which part holds it depends on the
 * field's {@link ValueType}:
 *
 * <ul>
 *   <li>string-like types and {@code BYTEBUF}: {@link #text}, a byte string
 *   <li>{@code IPADDR}, {@code IPNET} and their kin: {@link #text}, the 4 or 16 bytes of the
 *       address
 *   <li>{@code DOUBLE}: {@link #real}
 *   <li>all others: {@link #number} (BOOL: 0 or 1; unsigned types zero-extended, signed ones
 *       sign-extended)
 *   <li>list fields, and {@link FieldReader#readAll}: {@link #elements} or {@link #numbers}
 * </ul>
 */
public final class Cell {
  public String text = "";
  public long number;
  public double real;

  /** The type of the value: the field's, except for {@code evt.rawarg}, known only per event. */
  public ValueType type = ValueType.NONE;

  /** How the value prints: set where {@link #type} is. */
  public PrintFormat format = PrintFormat.NA;

  public final List<String> elements = new ArrayList<>();
  public long[] numbers = new long[4];
  public int numberCount;

  /** Forgets list elements. */
  public void clear() {
    elements.clear();
    numberCount = 0;
  }

  /** Appends a number element. */
  public void add(long element) {
    if (numberCount == numbers.length) {
      numbers = java.util.Arrays.copyOf(numbers, numberCount * 2);
    }
    numbers[numberCount++] = element;
  }
}
