package dev.creance.testing;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine; where it lacks it, the test is skipped and says why. */
public final class Needs {
  private Needs() {}

  /** Programs of Debian's packages of the same names. */
  public static void programs(String... names) {
    String missing = LocalServers.missing(names);
    Assumptions.assumeTrue(missing.isEmpty(), missing);
  }
}
