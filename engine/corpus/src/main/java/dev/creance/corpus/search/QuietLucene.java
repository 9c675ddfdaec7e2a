package dev.creance.corpus.search;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lucene recommends the vector module on standard error of every program that runs without it. The
 * module is an incubator, which says so itself at every start, and this index has no vectors.
 */
final class QuietLucene {
  /** Held here: a logger that nobody holds forgets its level. */
  private static final Logger LOGGER = Logger.getLogger("org.apache.lucene.internal.vectorization");

  private QuietLucene() {}

  static void hush() {
    LOGGER.setLevel(Level.SEVERE);
  }
}
