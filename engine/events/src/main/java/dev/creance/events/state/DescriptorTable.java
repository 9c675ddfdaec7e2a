package dev.creance.events.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Open descriptors by number: an open-addressing hash table. */
public final class DescriptorTable {
  private long[] numbers = new long[8];
  private @Nullable Descriptor[] entries = new @Nullable Descriptor[8];
  private int size;

  public int size() {
    return size;
  }

  public @Nullable Descriptor get(long number) {
    int mask = entries.length - 1;
    for (int i = slot(number, mask); ; i = (i + 1) & mask) {
      Descriptor entry = entries[i];
      if (entry == null || numbers[i] == number) {
        return entry;
      }
    }
  }

  public void put(long number, Descriptor descriptor) {
    if (size * 2 >= entries.length) {
      grow();
    }
    int mask = entries.length - 1;
    int i = slot(number, mask);
    while (entries[i] != null && numbers[i] != number) {
      i = (i + 1) & mask;
    }
    if (entries[i] == null) {
      size++;
    }
    numbers[i] = number;
    entries[i] = descriptor;
  }

  public void remove(long number) {
    int mask = entries.length - 1;
    int i = slot(number, mask);
    while (entries[i] != null && numbers[i] != number) {
      i = (i + 1) & mask;
    }
    if (entries[i] == null) {
      return;
    }
    size--;
    int hole = i;
    for (int j = (i + 1) & mask; entries[j] != null; j = (j + 1) & mask) {
      int home = slot(numbers[j], mask);
      if (((j - home) & mask) >= ((j - hole) & mask)) {
        numbers[hole] = numbers[j];
        entries[hole] = entries[j];
        hole = j;
      }
    }
    entries[hole] = null;
  }

  public void clear() {
    Arrays.fill(entries, null);
    size = 0;
  }

  /** Visits all entries, in no particular order; the table must not be changed meanwhile. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < entries.length; i++) {
      Descriptor entry = entries[i];
      if (entry != null) {
        visitor.visit(numbers[i], entry);
      }
    }
  }

  /** Makes this table one of copies of another's entries. */
  public void copyOf(DescriptorTable other) {
    numbers = other.numbers.clone();
    entries = new @Nullable Descriptor[other.entries.length];
    for (int i = 0; i < entries.length; i++) {
      Descriptor entry = other.entries[i];
      if (entry != null) {
        entries[i] = entry.copy();
      }
    }
    size = other.size;
  }

  /** Removes all entries that a condition holds for. */
  public void removeIf(Condition condition) {
    int before = size;
    if (before == 0) {
      return;
    }
    long[] oldNumbers = numbers;
    @Nullable Descriptor[] oldEntries = entries;
    numbers = new long[oldNumbers.length];
    entries = new @Nullable Descriptor[oldEntries.length];
    size = 0;
    for (int i = 0; i < oldEntries.length; i++) {
      Descriptor entry = oldEntries[i];
      if (entry != null && !condition.holds(oldNumbers[i], entry)) {
        put(oldNumbers[i], entry);
      }
    }
  }

  /** A condition on an entry. */
  public interface Condition {
    boolean holds(long number, Descriptor descriptor);
  }

  /** What to do with an entry. */
  public interface Visitor {
    void visit(long number, Descriptor descriptor);
  }

  private void grow() {
    long[] oldNumbers = numbers;
    @Nullable Descriptor[] oldEntries = entries;
    numbers = new long[oldNumbers.length * 2];
    entries = new @Nullable Descriptor[oldEntries.length * 2];
    size = 0;
    for (int i = 0; i < oldEntries.length; i++) {
      Descriptor entry = oldEntries[i];
      if (entry != null) {
        put(oldNumbers[i], entry);
      }
    }
  }

  private static int slot(long number, int mask) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }
}
