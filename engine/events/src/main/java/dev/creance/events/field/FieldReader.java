package dev.creance.events.field;

import dev.creance.events.state.EventScope;

/**
 * Reads the value of one field, argument included. Stateless or with caches only that are keyed by
 * the scope's objects and their versions; used by one thread at a time.
 */
public interface FieldReader {
  /**
   * Puts the field's value into {@code into}; false when the field has no value here ({@code
   * <NA>}), and then {@code into} is undefined.
   */
  boolean read(EventScope scope, Cell into);

  /**
   * For the fields of which a comparison looks at several values and not at the one that prints:
   * {@code fd.ip}, {@code fd.port}, {@code fd.net}, {@code fd.proto} (both ends), and the ancestor
   * fields without an argument (each ancestor, nearest first). Fills {@link Cell#elements} or
   * {@link Cell#numbers}; false when there is no value. For all other fields not to be called.
   */
  default boolean readAll(EventScope scope, Cell into) {
    throw new IllegalStateException("a field with one value");
  }

  /** Whether comparisons use {@link #readAll}. */
  default boolean several() {
    return false;
  }
}
