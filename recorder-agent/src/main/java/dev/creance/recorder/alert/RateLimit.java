package dev.creance.recorder.alert;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many alerts of one rule in a time; that many may come at once.
 *
 * @param alerts at least 1
 */
public record RateLimit(int alerts, Duration time) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{0,9})([smh])");

  /**
   * Reads {@code 20/1m}.
   *
   * @throws IllegalArgumentException with what is expected
   */
  public static RateLimit parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no rate; expected alerts of a rule in a time, for example 20/1m");
    }
    long count = matcher.group(2).isEmpty() ? 1 : Long.parseLong(matcher.group(2));
    return new RateLimit(
        Integer.parseInt(matcher.group(1)),
        switch (matcher.group(3)) {
          case "s" -> Duration.ofSeconds(Math.max(1, count));
          case "m" -> Duration.ofMinutes(Math.max(1, count));
          default -> Duration.ofHours(Math.max(1, count));
        });
  }
}
