package dev.creance.corpus.evaluate;

import org.roaringbitmap.RoaringBitmap;

/** Places of events in a segment, ascending; few bytes even for all of a large one. Immutable. */
public final class Places {
  private final RoaringBitmap bits;
  private final int size;

  Places(RoaringBitmap bits) {
    bits.runOptimize();
    this.bits = bits;
    this.size = bits.getCardinality();
  }

  /** Of ascending places. */
  public static Places of(int... ascending) {
    return new Places(RoaringBitmap.bitmapOf(ascending));
  }

  public int size() {
    return size;
  }

  /** The place with an index from 0, in ascending order. */
  public int at(int index) {
    return bits.select(index);
  }

  /** Those that are in the other too. */
  public Places and(Places other) {
    return new Places(RoaringBitmap.and(bits, other.bits));
  }
}
