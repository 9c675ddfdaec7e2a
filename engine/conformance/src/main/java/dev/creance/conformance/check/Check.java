package dev.creance.conformance.check;

import java.io.IOException;

/** One comparison with Falco: a file of expectations and what the engine makes of its rows. */
public interface Check {
  /** What is compared, for example {@code verdicts all: attack-exec}. */
  String name();

  /**
   * Compares all rows.
   *
   * @throws IOException when the expectations or the input cannot be read
   */
  Outcome run() throws IOException;
}
