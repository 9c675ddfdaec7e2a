package dev.creance.tuning.recording;

import dev.creance.corpus.Label;
import java.util.Locale;

/**
 * What a label says of its stretch of time. {@code normal} and names that begin with it ({@code
 * normal: nightly backup}) are normal use; a label with a technique or with rules that it was meant
 * to trip is an attack step; all others only name what was going on.
 */
public enum LabelKind {
  NORMAL,
  ATTACK,
  ACTIVITY;

  private static final String WORD = "normal";

  public static LabelKind of(Label label) {
    if (!label.technique().isEmpty() || !label.aim().isEmpty()) {
      return ATTACK;
    }
    String name = label.name().strip().toLowerCase(Locale.ROOT);
    boolean normal =
        name.startsWith(WORD)
            && (name.length() == WORD.length()
                || !Character.isLetterOrDigit(name.charAt(WORD.length())));
    return normal ? NORMAL : ACTIVITY;
  }
}
