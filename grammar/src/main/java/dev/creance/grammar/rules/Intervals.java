package dev.creance.grammar.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them, for example {@code 1d12h}. */
public final class Intervals {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] MILLIS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
  };

  private Intervals() {}

  /** The milliseconds of a duration; 0 for a text that is none. Blanks are ignored. */
  public static long millis(String text) {
    Matcher matcher = TEXT.matcher(text.replaceAll("\\s", ""));
    long millis = 0;
    if (matcher.matches()) {
      for (int i = 0; i < MILLIS.length; i++) {
        String digits = matcher.group(i + 1);
        if (digits != null && digits.length() <= 18) {
          millis += Long.parseLong(digits) * MILLIS[i];
        }
      }
    }
    return millis;
  }
}
