package dev.creance.tuning.propose;

import java.util.List;

/**
 * A set of sampled hits that have tests in common.
 *
 * @param items all tests that all of them pass, the best ones of each field
 * @param score how well the tests tell a cause of hits
 */
record Candidate(Rows cover, int support, List<Item> items, double score) {
  Candidate {
    items = List.copyOf(items);
  }
}
