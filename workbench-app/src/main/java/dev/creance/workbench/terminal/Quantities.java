package dev.creance.workbench.terminal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, spans of time and moments as people read them. */
public final class Quantities {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Quantities() {}

  /** {@code 2,954,354}. */
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Three figures where a number is small, none behind the point where it is large. */
  public static String rate(double number) {
    return number >= 100
        ? grouped(Math.round(number))
        : String.format(Locale.ROOT, number >= 10 ? "%.1f" : "%.2f", number);
  }

  /** {@code 0.8 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  public static String seconds(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** A moment in UTC, in milliseconds; {@code nanos} since the epoch. */
  public static String moment(long nanos) {
    return MOMENT.format(Instant.ofEpochSecond(0, nanos));
  }

  /** {@code 812 B}, {@code 3.4 MB}: powers of ten. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    do {
      size /= 1000;
      unit++;
    } while (size >= 999.5 && unit < 3);
    return String.format(
        Locale.ROOT, size < 9.95 ? "%.1f %cB" : "%.0f %cB", size, "kMGT".charAt(unit));
  }

  /** {@code one event}, {@code 3 events}. */
  public static String count(long number, String one, String many) {
    return number == 1 ? "1 " + one : grouped(number) + " " + many;
  }
}
