package dev.creance.events.state;

import java.util.Arrays;

/**
 * The order in which libsinsp walks a table of descriptors, which decides in which order {@code
 * fd.types} names them. It is that of libstdc++'s hash table: all entries are in one list; those of
 * a bucket are neighbours, a new one follows its bucket's first, and a bucket's first goes to the
 * head of the list. When the table grows, all entries move over in the list's order.
 */
final class HashOrder {
  /** What libstdc++ grows to, step by step, from an empty table. */
  private static final int[] BUCKETS = {
    13, 29, 59, 127, 257, 541, 1109, 2357, 5087, 10273, 20753, 42043, 85229, 172933, 351061, 712697
  };

  private static final int NONE = -1;

  /** The place before the first entry: entries have places from 1 on. */
  private static final int HEAD = 0;

  private int[] next = new int[9];
  private long[] numbers = new long[9];

  /** Of each bucket the place before its first entry. */
  private int[] before = {};

  private int step = -1;
  private int size;
  private int used = 1;
  private int free = NONE;

  HashOrder() {
    next[HEAD] = NONE;
  }

  /** The place of the first entry, negative when there is none. */
  int first() {
    return next[HEAD];
  }

  /** The place of the entry after another, negative at the end. */
  int after(int place) {
    return next[place];
  }

  /** The number at a place. */
  long number(int place) {
    return numbers[place];
  }

  /** Adds a number that is not there. */
  void add(long number) {
    if (size + 1 > before.length && step + 1 < BUCKETS.length) {
      grow();
    }
    int place = newPlace();
    numbers[place] = number;
    insert(place);
    size++;
  }

  /** Removes a number that is there. */
  void remove(long number) {
    int bucket = bucket(number);
    int previous = before[bucket];
    while (numbers[next[previous]] != number) {
      previous = next[previous];
    }
    int place = next[previous];
    int following = next[place];
    int followingBucket = following == NONE ? NONE : bucket(numbers[following]);
    if (following != NONE && followingBucket != bucket) {
      before[followingBucket] = previous;
    }
    if (previous == before[bucket] && followingBucket != bucket) {
      before[bucket] = NONE;
    }
    next[previous] = following;
    next[place] = free;
    free = place;
    size--;
  }

  private int newPlace() {
    if (free != NONE) {
      int place = free;
      free = next[place];
      return place;
    }
    if (used == next.length) {
      next = Arrays.copyOf(next, used * 2);
      numbers = Arrays.copyOf(numbers, used * 2);
    }
    return used++;
  }

  private void insert(int place) {
    int bucket = bucket(numbers[place]);
    int previous = before[bucket];
    if (previous != NONE) {
      next[place] = next[previous];
      next[previous] = place;
      return;
    }
    int first = next[HEAD];
    next[place] = first;
    next[HEAD] = place;
    if (first != NONE) {
      before[bucket(numbers[first])] = place;
    }
    before[bucket] = HEAD;
  }

  private void grow() {
    before = new int[BUCKETS[++step]];
    Arrays.fill(before, NONE);
    int place = next[HEAD];
    next[HEAD] = NONE;
    while (place != NONE) {
      int following = next[place];
      insert(place);
      place = following;
    }
  }

  private int bucket(long number) {
    return (int) Long.remainderUnsigned(number, before.length);
  }
}
