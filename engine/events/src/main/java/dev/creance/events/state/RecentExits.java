package dev.creance.events.state;

import java.util.Arrays;

/**
 * The last 8192 threads that exited. The system call of a parent can return after its child is gone
 * already; the child must not come back to life then.
 */
final class RecentExits {
  private static final int SIZE = 8192;
  private static final long MAX_AGE_NANOS = 2_000_000_000L;

  private final long[] keys = new long[SIZE];
  private final long[] times = new long[SIZE];

  /** How many of the kept keys have a hash; zero spares the search. */
  private final short[] perHash = new short[SIZE];

  private int next;
  private int size;

  void clear() {
    Arrays.fill(perHash, (short) 0);
    next = 0;
    size = 0;
  }

  void add(long tid, long ptid, long timestamp) {
    if (size == SIZE) {
      perHash[hash(keys[next])]--;
    } else {
      size++;
    }
    long key = key(tid, ptid);
    keys[next] = key;
    times[next] = timestamp;
    perHash[hash(key)]++;
    next = (next + 1) % SIZE;
  }

  /** Whether a child of a parent exited in the two seconds before a time. */
  boolean contains(long tid, long ptid, long timestamp) {
    long key = key(tid, ptid);
    if (perHash[hash(key)] == 0) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (keys[i] == key
          && Long.compareUnsigned(timestamp, times[i]) >= 0
          && Long.compareUnsigned(timestamp - times[i], MAX_AGE_NANOS) < 0) {
        return true;
      }
    }
    return false;
  }

  private static long key(long tid, long ptid) {
    return ptid << 32 | tid & 0xFFFFFFFFL;
  }

  private static int hash(long key) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & SIZE - 1;
  }
}
