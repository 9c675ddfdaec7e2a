package dev.creance.events.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by a number: a hash table with open addressing and linear probing, no boxing, and no
 * tombstones (a removal moves what follows it).
 */
final class LongTable<V> {
  private static final int INITIAL = 16;

  private long[] keys = new long[INITIAL];
  private @Nullable Object[] values = new @Nullable Object[INITIAL];
  private int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  @Nullable V get(long key) {
    int mask = values.length - 1;
    for (int i = home(key, mask); ; i = i + 1 & mask) {
      Object value = values[i];
      if (value == null || keys[i] == key) {
        return (V) value;
      }
    }
  }

  /** Puts a value and returns the one that it replaces. */
  @SuppressWarnings("unchecked")
  @Nullable V put(long key, V value) {
    if (size * 2 >= values.length) {
      grow();
    }
    int i = slot(key);
    Object old = values[i];
    if (old == null) {
      size++;
    }
    keys[i] = key;
    values[i] = value;
    return (V) old;
  }

  /** Removes and returns a value. */
  @SuppressWarnings("unchecked")
  @Nullable V remove(long key) {
    int hole = slot(key);
    Object old = values[hole];
    if (old == null) {
      return null;
    }
    size--;
    int mask = values.length - 1;
    for (int i = hole + 1 & mask; values[i] != null; i = i + 1 & mask) {
      int home = home(keys[i], mask);
      if ((i - home & mask) >= (i - hole & mask)) {
        keys[hole] = keys[i];
        values[hole] = values[i];
        hole = i;
      }
    }
    values[hole] = null;
    return (V) old;
  }

  void clear() {
    keys = new long[INITIAL];
    values = new @Nullable Object[INITIAL];
    size = 0;
  }

  /** All keys of this moment, in no particular order. */
  long[] keys() {
    long[] all = new long[size];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        all[count++] = keys[i];
      }
    }
    return Arrays.copyOf(all, count);
  }

  /** The slot of a key, or the empty one where it belongs. */
  private int slot(long key) {
    int mask = values.length - 1;
    int i = home(key, mask);
    while (values[i] != null && keys[i] != key) {
      i = i + 1 & mask;
    }
    return i;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new @Nullable Object[oldValues.length * 2];
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private static int home(long key, int mask) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
  }
}
