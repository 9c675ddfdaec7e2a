package dev.creance.grammar.checked;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of checking a condition.
 *
 * @param condition null when there is any error
 * @param errors in the order in which Falco would meet them; it stops at the first
 * @param warnings what Falco says of constants that look like mistakes
 * @param depth how deep the condition nests, macros included
 * @param size how many parts it has, a macro's as often as it is used
 */
public record CheckResult(
    @Nullable CheckedCondition condition,
    List<Finding> errors,
    List<Finding> warnings,
    int depth,
    int size) {
  /** Deeper than any condition that people write, and no danger to who walks it. */
  private static final int DEEPEST = 1_500;

  /** Falco copies macros into conditions; it would need gigabytes for more. */
  private static final int LARGEST = 1_000_000;

  public CheckResult {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** What cannot be used; {@code errors} say why, if they haven't been told already. */
  public static CheckResult unusable(List<Finding> errors) {
    return new CheckResult(null, errors, List.of(), 0, 0);
  }

  /** Why a condition is too much for anybody, or null. */
  static @Nullable String excess(int depth, int size) {
    if (depth > DEEPEST) {
      return "the condition and its macros nest more than " + DEEPEST + " levels deep";
    }
    return size > LARGEST
        ? "the condition has more than " + LARGEST + " parts when its macros are put in"
        : null;
  }

  /** Whether it is too much for anybody. */
  public boolean excessive() {
    return excess(depth, size) != null;
  }
}
