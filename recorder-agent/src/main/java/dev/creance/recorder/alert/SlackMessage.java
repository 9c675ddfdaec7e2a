package dev.creance.recorder.alert;

import java.util.ArrayList;
import java.util.List;

/**
 * An alert as a message for Slack's incoming webhooks: priority and rule, then host, container,
 * image, pod, addresses, user and process, the command line exactly as it was, and the rule's own
 * output. The command line stands in a preformatted element, where nothing is interpreted.
 */
final class SlackMessage {
  private static final int LONGEST_FIELD = 1900; // Slack takes 2000
  private static final int LONGEST_SECTION = 2900; // Slack takes 3000

  private SlackMessage() {}

  static String of(Alert alert) {
    List<String> blocks = new ArrayList<>();
    blocks.add(section("*" + escaped(alert.priority()) + ": " + escaped(alert.rule()) + "*"));
    List<String> fields = new ArrayList<>();
    for (String[] line : alert.scene().lines()) {
      fields.add(mark("*" + line[0] + "*\n" + cut(escaped(line[1]), LONGEST_FIELD)));
    }
    if (!fields.isEmpty()) {
      blocks.add("{\"type\":\"section\",\"fields\":[" + String.join(",", fields) + "]}");
    }
    String commandLine = alert.scene().commandLine();
    if (!commandLine.isEmpty()) {
      blocks.add(
          "{\"type\":\"rich_text\",\"elements\":[{\"type\":\"rich_text_preformatted\",\"elements\":"
              + "[{\"type\":\"text\",\"text\":"
              + Json.text(commandLine)
              + "}]}]}");
    }
    blocks.add(
        "{\"type\":\"context\",\"elements\":["
            + mark(cut(escaped(alert.text()), LONGEST_FIELD))
            + "]}");
    return "{\"text\":"
        + Json.text(plain(alert))
        + ",\"blocks\":["
        + String.join(",", blocks)
        + "]}";
  }

  /** For notifications, and for receivers that know no blocks. */
  private static String plain(Alert alert) {
    StringBuilder text = new StringBuilder();
    text.append(escaped(alert.priority())).append(": ").append(escaped(alert.rule()));
    for (String[] line : alert.scene().lines()) {
      text.append('\n').append(line[0]).append(": ").append(escaped(line[1]));
    }
    if (!alert.scene().commandLine().isEmpty()) {
      text.append("\nCommand line: ").append(escaped(alert.scene().commandLine()));
    }
    return text.toString();
  }

  private static String section(String text) {
    return "{\"type\":\"section\",\"text\":" + mark(cut(text, LONGEST_SECTION)) + "}";
  }

  private static String mark(String text) {
    return "{\"type\":\"mrkdwn\",\"text\":" + Json.text(text) + "}";
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  /** The three characters that Slack gives a meaning. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
