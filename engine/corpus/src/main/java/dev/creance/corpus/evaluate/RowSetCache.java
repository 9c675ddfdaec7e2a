package dev.creance.corpus.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Row sets by meaning, the least recently used going first when they take too much memory. */
final class RowSetCache {
  private static final int OVERHEAD = 128;

  private final long bound;
  private final LinkedHashMap<Tally.Key, RoaringBitmap> entries =
      new LinkedHashMap<>(256, 0.75f, true);
  private long memory;

  /**
   * @param bound in bytes
   */
  RowSetCache(long bound) {
    this.bound = bound;
  }

  synchronized @Nullable RoaringBitmap get(Tally.Key key) {
    return entries.get(key);
  }

  synchronized void put(Tally.Key key, RoaringBitmap rows) {
    RoaringBitmap before = entries.put(key, rows);
    if (before != null) {
      memory -= size(before);
    }
    memory += size(rows);
    var oldest = entries.entrySet().iterator();
    while (memory > bound && oldest.hasNext()) {
      Map.Entry<Tally.Key, RoaringBitmap> entry = oldest.next();
      if (!entry.getKey().equals(key)) {
        memory -= size(entry.getValue());
        oldest.remove();
      }
    }
  }

  private static long size(RoaringBitmap rows) {
    return OVERHEAD + rows.getLongSizeInBytes();
  }
}
