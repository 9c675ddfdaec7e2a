package dev.creance.tuning.cause;

import dev.creance.grammar.rules.Rule;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why a rule fires on what is labelled normal. A hit may have several causes.
 *
 * @param hits on normal
 * @param missing hits whose condition can't be decided without a value that should be there and
 *     isn't: with it, the rule might not have fired
 * @param missingFields which values, and of how many hits
 * @param nearDrops hits within a second of events that the recorder says it dropped
 * @param repeats hits whose alert came before in the same recording (see {@code Signature})
 * @param normal what is expected and what is new; empty when nothing is there to hold it against
 * @param unexplained hits with none of these causes: not missing, not near drops, no repeat, and
 *     not expected
 */
public record NoiseCauses(
    Rule rule,
    long hits,
    long missing,
    Map<String, Long> missingFields,
    long nearDrops,
    long repeats,
    Optional<Expectation> normal,
    long unexplained) {
  public NoiseCauses {
    missingFields = Collections.unmodifiableMap(new TreeMap<>(missingFields));
  }

  /**
   * Hits held against what is normal.
   *
   * @param expected of which everything was seen before
   * @param novel of which something was not
   * @param unjudged of which nothing is known
   * @param reasons what is new, and of how many hits
   */
  public record Expectation(long expected, long novel, long unjudged, Map<String, Long> reasons) {
    public Expectation {
      reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
    }
  }
}
