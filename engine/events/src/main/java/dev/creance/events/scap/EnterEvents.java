package dev.creance.events.scap;

import dev.creance.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * The last stored enter event of each thread, until its exit event takes what it needs.
 *
 * <p>A hash table with open addressing whose slots keep their arrays, so that storing allocates
 * only when a thread is new or an event larger than all before. Threads that ended leave their last
 * enter event behind, therefore what is kept is bounded: when it grows past {@link #MOST_BYTES},
 * the older half is forgotten. (libscap keeps everything.)
 */
final class EnterEvents {
  private static final long MOST_BYTES = 48L << 20;
  private static final int SLOT_BYTES = 112;

  /** A stored event; empty after {@link #clear}. */
  static final class Slot {
    final long tid;
    int code = -1;
    int count;
    long timestamp;
    int[] offsets = new int[8];
    int[] lengths = new int[8];
    byte[] values = new byte[32];
    private long stored;

    Slot(long tid) {
      this.tid = tid;
    }

    Event event() {
      Event event = new Event();
      event.reset(values.clone(), code, timestamp, tid, 0, 0);
      for (int i = 0; i < count; i++) {
        event.add(offsets[i], lengths[i]);
      }
      return event;
    }

    boolean empty() {
      return code < 0;
    }

    private int bytes() {
      return SLOT_BYTES + 8 * offsets.length + values.length;
    }
  }

  private @Nullable Slot[] slots = new @Nullable Slot[256];
  private int used;
  private long bytes;
  private long clock;
  private @Nullable Slot latest;

  /** The enter event of a thread, or null. */
  @Nullable Slot find(long tid) {
    Slot slot = latest;
    if (slot == null || slot.tid != tid) {
      slot = slots[index(tid)];
    }
    return slot == null || slot.empty() ? null : slot;
  }

  /** Remembers an event for its thread, instead of what was remembered before. */
  void store(Event event) {
    Slot slot = slot(event.tid());
    int before = slot.bytes();
    int count = event.parameterCount();
    if (slot.offsets.length < count) {
      slot.offsets = new int[count];
      slot.lengths = new int[count];
    }
    int total = 0;
    for (int i = 0; i < count; i++) {
      slot.offsets[i] = total;
      slot.lengths[i] = event.length(i);
      total += event.length(i);
    }
    if (slot.values.length < total) {
      slot.values = new byte[Math.max(total, 2 * slot.values.length)];
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(
          event.bytes(), event.offset(i), slot.values, slot.offsets[i], slot.lengths[i]);
    }
    slot.code = event.code();
    slot.count = count;
    slot.timestamp = event.timestamp();
    slot.stored = ++clock;
    bytes += slot.bytes() - before;
    latest = slot;
    if (bytes > MOST_BYTES) {
      forgetOlder();
    }
  }

  /** The thread's exit event has taken what it needs. */
  void clear(Slot slot) {
    slot.code = -1;
  }

  private Slot slot(long tid) {
    int index = index(tid);
    Slot slot = slots[index];
    if (slot == null) {
      if (used * 2 >= slots.length) {
        rehash(slots, slots.length * 2, Long.MIN_VALUE);
        index = index(tid);
      }
      slot = new Slot(tid);
      slots[index] = slot;
      used++;
      bytes += slot.bytes();
    }
    return slot;
  }

  /** Where a thread's slot is or belongs. */
  private int index(long tid) {
    int mask = slots.length - 1;
    long mixed = tid * 0x9E3779B97F4A7C15L;
    int index = (int) (mixed >>> 32) & mask;
    for (Slot slot = slots[index]; slot != null && slot.tid != tid; slot = slots[index]) {
      index = (index + 1) & mask;
    }
    return index;
  }

  private void forgetOlder() {
    long oldest = Long.MAX_VALUE;
    for (Slot slot : slots) {
      if (slot != null) {
        oldest = Math.min(oldest, slot.stored);
      }
    }
    rehash(slots, slots.length, oldest + (clock - oldest) / 2);
    if (bytes > MOST_BYTES) {
      rehash(slots, 256, clock);
    }
  }

  /** Keeps the slots stored after a moment. */
  private void rehash(@Nullable Slot[] from, int capacity, long after) {
    slots = new @Nullable Slot[capacity];
    used = 0;
    bytes = 0;
    latest = null;
    for (Slot slot : from) {
      if (slot != null && slot.stored > after) {
        slots[index(slot.tid)] = slot;
        used++;
        bytes += slot.bytes();
      }
    }
  }
}
