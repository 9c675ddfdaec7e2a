package dev.creance.workbench.window.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** Moments as people read and type them, in UTC. */
final class Times {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private Times() {}

  /** {@code 12:04:11.203}. */
  static String clock(long nanos) {
    return CLOCK.format(instant(nanos).atOffset(ZoneOffset.UTC));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** {@code +1:04}: how long after the beginning. */
  static String offset(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "+%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "+%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "+%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** The moment that a clock time stands for, on the day of another moment. */
  static OptionalLong parse(String clock, long near) {
    try {
      LocalDate day = instant(near).atOffset(ZoneOffset.UTC).toLocalDate();
      Instant moment = day.atTime(LocalTime.parse(clock.strip())).toInstant(ZoneOffset.UTC);
      return OptionalLong.of(moment.getEpochSecond() * 1_000_000_000L + moment.getNano());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
