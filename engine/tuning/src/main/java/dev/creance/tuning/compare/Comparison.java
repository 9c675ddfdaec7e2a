package dev.creance.tuning.compare;

import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.statistics.Proportion;
import dev.creance.tuning.statistics.Rate;
import java.util.List;
import java.util.Optional;

/**
 * What a change of rules does on recordings.
 *
 * @param rules those whose alerts change, and those that come or go, in the new order, then the old
 * @param unchanged rules that fire on the same events as before
 * @param before both rulesets as a whole
 * @param newlyMissed attack steps that some rule caught and none catches now
 * @param newlyCaught attack steps that none caught and some rule catches now
 */
public record Comparison(
    List<RuleChange> rules,
    int unchanged,
    Side before,
    Side after,
    List<AttackStep> newlyMissed,
    List<AttackStep> newlyCaught) {
  public Comparison {
    rules = List.copyOf(rules);
    newlyMissed = List.copyOf(newlyMissed);
    newlyCaught = List.copyOf(newlyCaught);
  }

  /**
   * A ruleset as a whole.
   *
   * @param rules enabled rules
   * @param noise on what is labelled normal; empty when nothing is
   * @param hitRate of all labelled attack steps; empty when there are none
   */
  public record Side(int rules, long hits, Optional<Rate> noise, Optional<Proportion> hitRate) {}

  /** What became of a rule. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * A rule whose alerts change.
   *
   * @param kind added and removed also tell of rules that were switched on and off
   * @param hitsBefore 0 when it was not there
   * @param added events that it fires on now and did not before
   * @param removed events that it fired on and does not now
   * @param normalAdded those of them that are labelled normal
   * @param normalRemoved likewise
   * @param noiseBefore empty when nothing is labelled normal or the rule was not there
   * @param stepsLost attack steps that this rule caught and catches no more
   * @param stepsGained attack steps that this rule catches and did not before
   * @param examples a few of the alerts that come and go
   */
  public record RuleChange(
      String rule,
      Kind kind,
      long hitsBefore,
      long hitsAfter,
      long added,
      long removed,
      long normalAdded,
      long normalRemoved,
      Optional<Rate> noiseBefore,
      Optional<Rate> noiseAfter,
      List<AttackStep> stepsLost,
      List<AttackStep> stepsGained,
      List<Example> examples) {
    public RuleChange {
      stepsLost = List.copyOf(stepsLost);
      stepsGained = List.copyOf(stepsGained);
      examples = List.copyOf(examples);
    }
  }

  /**
   * An alert that comes or goes.
   *
   * @param added whether it comes
   * @param recording the name of the recording that it is on
   * @param event {@code evt.num}
   * @param signature what it says, without numbers of processes and moments; a byte string
   * @param count how many such come or go
   */
  public record Example(
      boolean added, String recording, long event, String signature, long count) {}

  /** Whether any rule's alerts change. */
  public boolean changes() {
    return !rules.isEmpty();
  }
}
