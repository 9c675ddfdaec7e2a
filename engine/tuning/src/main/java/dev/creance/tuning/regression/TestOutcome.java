package dev.creance.tuning.regression;

import dev.creance.tuning.regression.TestFile.TestCase;
import java.util.List;

/**
 * How a test went.
 *
 * @param file the test file
 * @param status passed, failed, or could not be run
 * @param message what was found, and for a failed one what was expected
 * @param details more lines: alerts that are too many, a difference of snapshots
 */
public record TestOutcome(
    TestFile file, TestCase test, Status status, String message, List<String> details) {
  /** Whether it holds. */
  public enum Status {
    PASSED,
    FAILED,
    /** The test itself is wrong: there is no such rule or label. */
    BROKEN
  }

  public TestOutcome {
    details = List.copyOf(details);
  }

  public boolean passed() {
    return status == Status.PASSED;
  }
}
