package dev.creance.events.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Open descriptors by number. Small numbers, that is nearly all, index an array; larger ones are in
 * a hash table.
 */
public final class DescriptorTable {
  private static final int ARRAY_LIMIT = 1024;

  private HashOrder order = new HashOrder();
  private @Nullable Descriptor[] low = new @Nullable Descriptor[8];
  private @Nullable LongTable<Descriptor> high;
  private int size;

  /** What to do with an entry. */
  public interface Visitor {
    void visit(long number, Descriptor descriptor);
  }

  /** A condition on an entry. */
  interface Condition {
    boolean holds(long number, Descriptor descriptor);
  }

  public int size() {
    return size;
  }

  /** The entry of a number; null when there is none. */
  public @Nullable Descriptor get(long number) {
    if (number >= 0 && number < low.length) {
      return low[(int) number];
    }
    return high == null ? null : high.get(number);
  }

  void put(long number, Descriptor descriptor) {
    if (number >= 0 && number < ARRAY_LIMIT) {
      int index = (int) number;
      if (index >= low.length) {
        low = Arrays.copyOf(low, Integer.highestOneBit(index) * 2);
      }
      if (low[index] == null) {
        order.add(number);
        size++;
      }
      low[index] = descriptor;
      return;
    }
    LongTable<Descriptor> large = high;
    if (large == null) {
      large = new LongTable<>();
      high = large;
    }
    if (large.put(number, descriptor) == null) {
      order.add(number);
      size++;
    }
  }

  void remove(long number) {
    if (number >= 0 && number < low.length) {
      if (low[(int) number] != null) {
        low[(int) number] = null;
        order.remove(number);
        size--;
      }
    } else if (high != null && high.remove(number) != null) {
      order.remove(number);
      size--;
    }
  }

  void removeIf(Condition condition) {
    for (int i = 0; i < low.length; i++) {
      Descriptor entry = low[i];
      if (entry != null && condition.holds(i, entry)) {
        low[i] = null;
        order.remove(i);
        size--;
      }
    }
    LongTable<Descriptor> large = high;
    if (large != null) {
      for (long number : large.keys()) {
        Descriptor entry = large.get(number);
        if (entry != null && condition.holds(number, entry)) {
          remove(number);
        }
      }
    }
  }

  /** Visits all entries in libsinsp's order; the table must not be changed meanwhile. */
  public void forEach(Visitor visitor) {
    for (int place = order.first(); place >= 0; place = order.after(place)) {
      long number = order.number(place);
      Descriptor entry = get(number);
      if (entry != null) {
        visitor.visit(number, entry);
      }
    }
  }

  /** Makes this table one of copies of another's entries. */
  void copyOf(DescriptorTable other) {
    low = new @Nullable Descriptor[other.low.length];
    high = null;
    order = new HashOrder();
    size = 0;
    other.forEach((number, entry) -> put(number, entry.copy()));
  }
}
