package dev.creance.workbench.window.shown;

import java.nio.file.Path;
import java.util.List;

/**
 * What the tests of a workspace say.
 *
 * @param tests in the order of their files
 * @param problems a sentence for each file that could not be run
 * @param files how many test files there are
 */
public record Proof(List<Outcome> tests, List<String> problems, int files, long millis) {
  public Proof {
    tests = List.copyOf(tests);
    problems = List.copyOf(problems);
  }

  /** How a test went. */
  public enum State {
    PASSED,
    FAILED,
    /** The test itself is wrong. */
    BROKEN
  }

  /**
   * A test and how it went.
   *
   * @param file its name as seen from the workspace
   * @param rule whose hits it counts; empty for more than one
   * @param details alerts that are too many, or a difference of alerts: {@code - gone}, {@code +
   *     new}
   * @param golden whether it holds alerts against accepted ones
   */
  public record Outcome(
      Path path,
      String file,
      int line,
      String name,
      String rule,
      State state,
      String message,
      List<String> details,
      boolean golden) {
    public Outcome {
      details = List.copyOf(details);
    }
  }

  public long passed() {
    return tests.stream().filter(test -> test.state() == State.PASSED).count();
  }

  /** A changed part of a condition that no test noticed, or that no recording exercises. */
  public record Survivor(
      String file, String rule, String part, String change, long before, long after, String fate) {}
}
