package dev.creance.tuning.hidden;

import dev.creance.tuning.recording.AttackStep;
import java.util.List;
import java.util.Map;

/**
 * What a part of a rule hides.
 *
 * @param name of the exception, macro or list
 * @param place the file and line of the rule
 * @param suppressed hits that the rule has without the part and does not have with it
 * @param normalSuppressed those of them that are labelled normal
 * @param byRecording those of them by the name of the recording
 * @param attacks labelled attack steps that the rule would catch without the part and does not
 */
public record Suppression(
    Kind kind,
    String name,
    String rule,
    String place,
    long suppressed,
    long normalSuppressed,
    Map<String, Long> byRecording,
    List<AttackStep> attacks) {
  /** What kind of part. */
  public enum Kind {
    EXCEPTION,
    /** A macro where it is negated: such as {@code not user_known_…}. */
    MACRO,
    /** A list where it keeps hits away: without its items there are more. */
    LIST
  }

  /** What to think of it. */
  public enum Verdict {
    /** It hides an attack. */
    DANGEROUS,
    /** It hides nothing in these recordings. */
    DEAD,
    USEFUL
  }

  public Suppression {
    byRecording = Map.copyOf(byRecording);
    attacks = List.copyOf(attacks);
  }

  public Verdict verdict() {
    return !attacks.isEmpty() ? Verdict.DANGEROUS : suppressed == 0 ? Verdict.DEAD : Verdict.USEFUL;
  }
}
