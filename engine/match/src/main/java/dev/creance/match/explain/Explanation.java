package dev.creance.match.explain;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.Rule;
import java.util.List;

/**
 * Why a rule fired on an event, or why it did not.
 *
 * @param condition the condition with the truth of every part, whether or not it was evaluated
 */
public record Explanation(Rule rule, Reason reason, Part condition) {

  /** What decided. */
  public sealed interface Reason {
    /** It fired: the condition is true. */
    record Fired() implements Reason {}

    /** The rule is switched off. */
    record Disabled() implements Reason {}

    /** The event is of another source than the rule. */
    record OtherSource(String eventSource) implements Reason {}

    /**
     * The condition asks for other types of events, so it is not evaluated on this one.
     *
     * @param eventType the event's name
     */
    record OtherEventType(String eventType) implements Reason {}

    /** The condition would be true but for these tuples of exceptions. */
    record Excepted(List<Tuple> tuples) implements Reason {
      public Excepted {
        tuples = List.copyOf(tuples);
      }
    }

    /** The condition is true, but an earlier rule fired and only the first one may. */
    record Preceded(Rule by) implements Reason {}

    /** The condition is false. */
    record NotMet() implements Reason {}
  }

  /**
   * A tuple of an exception's values that is true for the event.
   *
   * @param index its place among the exception's values, from 0; −1 when the exception has no
   *     tuples but one list of values
   */
  public record Tuple(String exception, int index, Origin origin) {}

  /** Whether the rule fired. */
  public boolean fired() {
    return reason instanceof Reason.Fired;
  }
}
