package dev.creance.grammar.checked;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of checking a condition.
 *
 * @param condition null when there is any error
 * @param errors in the order in which Falco would meet them; it stops at the first
 * @param warnings what Falco says of constants that look like mistakes
 */
public record CheckResult(
    @Nullable CheckedCondition condition, List<Finding> errors, List<Finding> warnings) {
  public CheckResult {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }
}
