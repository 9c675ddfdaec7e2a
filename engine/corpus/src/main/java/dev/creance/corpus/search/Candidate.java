package dev.creance.corpus.search;

/**
 * A text that has the parts of a word; whether it has the word, the text itself tells.
 *
 * @param segment the identity of the segment that it is in
 * @param column the key of the column there
 * @param number its number in the column
 * @param events how many events have it
 */
record Candidate(String segment, String column, int number, long events) {
  /** Takes candidates. */
  @FunctionalInterface
  interface Visitor {
    void visit(Candidate candidate) throws java.io.IOException;
  }
}
