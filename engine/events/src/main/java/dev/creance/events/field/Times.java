package dev.creance.events.field;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Points in time (ns since the epoch, unsigned) as text, always in UTC. */
public final class Times {
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY = 86_400;

  private Times() {}

  /** {@code 05:56:34.149260007}. */
  public static String time(long timestamp) {
    return clock(timestamp).append('.').append(nanos(timestamp)).toString();
  }

  /** {@code 05:56:34}. */
  static String timeSeconds(long timestamp) {
    return clock(timestamp).toString();
  }

  /** {@code 2026-11-23 05:56:34.149260007}. */
  static String dateTime(long timestamp) {
    return date(timestamp) + " " + time(timestamp);
  }

  /** {@code 2026-11-23 05:56:34}. */
  static String dateTimeSeconds(long timestamp) {
    return date(timestamp) + " " + timeSeconds(timestamp);
  }

  /** {@code 2026-11-23T05:56:34.149260007+0000}. */
  public static String iso8601(long timestamp) {
    return date(timestamp) + "T" + time(timestamp) + "+0000";
  }

  /** {@code 2026-11-23T05:56:34.149260007Z}. */
  public static String iso8601Zulu(long timestamp) {
    return date(timestamp) + "T" + time(timestamp) + "Z";
  }

  /** A duration in seconds. */
  static double seconds(long nanos) {
    return unsignedDouble(nanos) / NANOS;
  }

  /** As C prints {@code %g}: six significant digits, without trailing zeros. */
  static String general(double value) {
    if (value == 0) {
      return "0";
    }
    String exact = String.format(Locale.ROOT, "%.5e", value);
    int exponent = Integer.parseInt(exact.substring(exact.indexOf('e') + 1));
    if (exponent < -4 || exponent >= 6) {
      String mantissa = withoutZeros(exact.substring(0, exact.indexOf('e')));
      String sign = exponent < 0 ? "-" : "+";
      return mantissa + "e" + sign + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
    return withoutZeros(String.format(Locale.ROOT, "%." + (5 - exponent) + "f", value));
  }

  private static String withoutZeros(String decimal) {
    if (decimal.indexOf('.') < 0) {
      return decimal;
    }
    int end = decimal.length();
    while (decimal.charAt(end - 1) == '0') {
      end--;
    }
    return decimal.substring(0, decimal.charAt(end - 1) == '.' ? end - 1 : end);
  }

  private static double unsignedDouble(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
  }

  private static String date(long timestamp) {
    LocalDateTime time =
        LocalDateTime.ofInstant(
            Instant.ofEpochSecond(Long.divideUnsigned(timestamp, NANOS)), ZoneOffset.UTC);
    return time.toLocalDate().toString();
  }

  private static StringBuilder clock(long timestamp) {
    int ofDay = (int) (Long.divideUnsigned(timestamp, NANOS) % DAY);
    StringBuilder out = new StringBuilder(18);
    twoDigits(out, ofDay / 3600);
    out.append(':');
    twoDigits(out, ofDay / 60 % 60);
    out.append(':');
    twoDigits(out, ofDay % 60);
    return out;
  }

  private static void twoDigits(StringBuilder out, int number) {
    out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static String nanos(long timestamp) {
    return Printable.padded(Long.remainderUnsigned(timestamp, NANOS));
  }
}
