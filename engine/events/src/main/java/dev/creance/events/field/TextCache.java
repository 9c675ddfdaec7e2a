package dev.creance.events.field;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Remembers what a function made of the texts it saw last: a table of fixed size. */
final class TextCache {
  private static final int SIZE = 512;

  private final @Nullable String[] keys = new @Nullable String[SIZE];
  private final String[] values = new String[SIZE];
  private final UnaryOperator<String> function;

  TextCache(UnaryOperator<String> function) {
    this.function = function;
  }

  String get(String key) {
    int hash = key.hashCode();
    int slot = (hash ^ hash >>> 9 ^ hash >>> 18) & SIZE - 1;
    String known = keys[slot];
    if (known != null && known.equals(key)) {
      return values[slot];
    }
    String value = function.apply(key);
    keys[slot] = key;
    values[slot] = value;
    return value;
  }
}
