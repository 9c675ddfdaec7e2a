package dev.creance.corpus.evaluate;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Outcomes by what they are outcomes of, the least recently used going first. */
final class Recent<K, V> {
  private final int bound;
  private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(256, 0.75f, true);

  /**
   * @param bound how many are kept
   */
  Recent(int bound) {
    this.bound = bound;
  }

  synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  synchronized void put(K key, V value) {
    entries.put(key, value);
    if (entries.size() > bound) {
      var oldest = entries.entrySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
