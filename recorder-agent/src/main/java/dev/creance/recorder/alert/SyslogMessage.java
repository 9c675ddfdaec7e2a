package dev.creance.recorder.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An alert as a line for syslog, with Falco's text; the facility is {@code local0}… by choice. */
final class SyslogMessage {
  private static final DateTimeFormatter OLD =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter NEW =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);
  private static final String PROGRAM = "creance";
  private static final int LONGEST_HOST = 255;

  private SyslogMessage() {}

  /** RFC 5424, with rule and priority as structured data of a private name. */
  static String rfc5424(Alert alert, int facility, String host, long pid) {
    Instant time = time(alert);
    return "<"
        + (facility * 8 + severity(alert.priority()))
        + ">1 "
        + NEW.format(time.atOffset(ZoneOffset.UTC))
        + ' '
        + name(host)
        + ' '
        + PROGRAM
        + ' '
        + pid
        + " alert [creance@32473 rule=\""
        + parameter(alert.rule())
        + "\" priority=\""
        + parameter(alert.priority())
        + "\" source=\""
        + parameter(alert.source())
        + "\"] \uFEFF"
        + oneLine(alert.text());
  }

  /** RFC 3164, as local daemons send it: without a host where it is the local one's socket. */
  static String rfc3164(Alert alert, int facility, String host, long pid, ZoneId zone) {
    return "<"
        + (facility * 8 + severity(alert.priority()))
        + ">"
        + OLD.format(time(alert).atZone(zone))
        + (host.isEmpty() ? "" : ' ' + name(host))
        + ' '
        + PROGRAM
        + '['
        + pid
        + "]: "
        + oneLine(alert.text());
  }

  private static Instant time(Alert alert) {
    return Instant.ofEpochSecond(
        alert.timestamp() / 1_000_000_000, alert.timestamp() % 1_000_000_000);
  }

  /** Falco's priorities are syslog's severities. */
  static int severity(String priority) {
    return switch (priority.toLowerCase(Locale.ROOT)) {
      case "emergency" -> 0;
      case "alert" -> 1;
      case "critical" -> 2;
      case "error" -> 3;
      case "warning" -> 4;
      case "notice" -> 5;
      case "informational", "info" -> 6;
      default -> 7;
    };
  }

  private static String name(String host) {
    String printable = host.replaceAll("[^!-~]", "_");
    String cut = printable.substring(0, Math.min(LONGEST_HOST, printable.length()));
    return cut.isEmpty() ? "-" : cut;
  }

  private static String parameter(String value) {
    return oneLine(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
  }

  private static String oneLine(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
  }
}
