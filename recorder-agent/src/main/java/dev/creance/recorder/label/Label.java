package dev.creance.recorder.label;

import java.util.List;

/**
 * A stretch of time with a name, for example an attack step with its technique.
 *
 * @param name for example {@code reverse shell}
 * @param start ns since the epoch, before the first event of it
 * @param end ns since the epoch, after the last one
 * @param pid the process at the root of what was done
 * @param technique MITRE ATT&amp;CK's, for example {@code T1003}; empty when it is no attack
 * @param aim the rules that are meant to fire; a label of an attack with none says that no rule
 *     sees it
 * @param command what was started
 * @param exit how it ended: its exit code, or 128 and the signal's number
 */
public record Label(
    String name,
    long start,
    long end,
    long pid,
    String technique,
    List<String> aim,
    List<String> command,
    int exit) {

  public Label {
    aim = List.copyOf(aim);
    command = List.copyOf(command);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a label needs a name");
    }
    if (end < start) {
      throw new IllegalArgumentException("'" + name + "' ends before it starts");
    }
  }

  /** One JSON object, on one line. */
  String json() {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"name\": ").append(quoted(name));
    json.append(", \"start\": ").append(start);
    json.append(", \"end\": ").append(end);
    json.append(", \"pids\": [").append(pid).append(']');
    if (!technique.isEmpty()) {
      json.append(", \"technique\": ").append(quoted(technique));
    }
    json.append(", \"aim\": ").append(list(aim));
    json.append(", \"command\": ").append(list(command));
    return json.append(", \"exit\": ").append(exit).append('}').toString();
  }

  private static String list(List<String> texts) {
    StringBuilder list = new StringBuilder("[");
    for (String text : texts) {
      list.append(list.length() > 1 ? ", " : "").append(quoted(text));
    }
    return list.append(']').toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
