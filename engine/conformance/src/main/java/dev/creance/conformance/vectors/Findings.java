package dev.creance.conformance.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one row came to: all that is not as it should be, or why it cannot be run. */
final class Findings {
  private final List<String> wrong = new ArrayList<>();
  private Optional<String> reason = Optional.empty();

  /** Compares; null is a value like any other. */
  void same(String what, @Nullable Object expected, @Nullable Object found) {
    if (!Objects.equals(expected, found)) {
      wrong.add(what + ": expected " + expected + ", found " + found);
    }
  }

  /** Notes what is wrong unless it holds. */
  void holds(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  void wrong(String what) {
    wrong.add(what);
  }

  /** The row is not run; what was found so far is still compared. */
  void cannotRun(String why) {
    reason = Optional.of(why);
  }

  List<String> all() {
    return wrong;
  }

  /** Why it is not run; empty when it is, or when something is wrong all the same. */
  Optional<String> reason() {
    return wrong.isEmpty() ? reason : Optional.empty();
  }
}
