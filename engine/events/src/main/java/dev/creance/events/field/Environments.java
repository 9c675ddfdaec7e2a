package dev.creance.events.field;

import dev.creance.events.state.ThreadState;

/** The environment of a thread's process. */
final class Environments {
  private Environments() {}

  /** A variable's value without blanks around it; empty when it is not set. */
  static String value(ThreadState thread, String name) {
    int length = name.length();
    for (String variable : thread.environment()) {
      if (variable.length() > length + 1
          && variable.charAt(length) == '='
          && variable.startsWith(name)) {
        return trimmed(variable, length + 1);
      }
    }
    return "";
  }

  private static String trimmed(String variable, int from) {
    int start = from;
    int end = variable.length();
    while (start < end && variable.charAt(start) == ' ') {
      start++;
    }
    while (end > start && variable.charAt(end - 1) == ' ') {
      end--;
    }
    return variable.substring(start, end);
  }
}
