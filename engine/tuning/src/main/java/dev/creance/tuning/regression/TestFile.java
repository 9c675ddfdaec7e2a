package dev.creance.tuning.regression;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of tests.
 *
 * @param path where it is
 * @param rules the rule files that it tests, in loading order, resolved
 * @param corpora names of corpora and where they are, resolved
 */
public record TestFile(
    Path path, List<Path> rules, Map<String, Path> corpora, List<TestCase> tests) {
  public TestFile {
    rules = List.copyOf(rules);
    corpora = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(corpora));
    tests = List.copyOf(tests);
  }

  /**
   * A test.
   *
   * @param name what people call it
   * @param line of the file, from 1
   * @param corpora names of the corpora that it looks at
   * @param label only hits of labels of this name
   * @param normal only hits on what is labelled normal
   */
  public record TestCase(
      String name,
      int line,
      Subject subject,
      List<String> corpora,
      Optional<String> label,
      boolean normal,
      Expectation expectation) {
    public TestCase {
      corpora = List.copyOf(corpora);
    }
  }

  /** Whose hits are counted. */
  public sealed interface Subject {
    /** A rule, enabled or not. */
    record OneRule(String name) implements Subject {}

    /** All enabled rules with a tag. */
    record Tagged(String tag) implements Subject {}

    /** All enabled rules. */
    record All() implements Subject {}
  }

  /** What is expected of the hits. */
  public sealed interface Expectation {
    /** A number of hits within bounds, both included. */
    record Count(long least, long most) implements Expectation {
      /** In words: {@code at least 1}. */
      public String text() {
        if (least == most) {
          return least == 0 ? "never" : "exactly " + least;
        }
        return most == Long.MAX_VALUE
            ? "at least " + least
            : least == 0 ? "at most " + most : least + " to " + most;
      }
    }

    /** So many hits per node-day on normal at most. */
    record Budget(double perNodeDay) implements Expectation {}

    /** The alerts as a file has them, line by line. */
    record Snapshot(Path file) implements Expectation {}
  }
}
