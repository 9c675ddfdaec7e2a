package dev.creance.recorder;

import dev.creance.events.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * System calls and the events that they owe, row by row:
 *
 * <pre>{@code
 * row("mkdir", "mkdir res=%r, path=/tmp/x, mode=493", "/tmp/x", 0755);
 * }</pre>
 *
 * In the expected text {@code %r} stands for the call's result and {@code *} for anything. It must
 * name all parameters.
 */
final class CallTable {
  private final Syscalls calls;
  private final List<Row> rows = new ArrayList<>();

  CallTable(Syscalls calls) {
    this.calls = calls;
  }

  /** A call that was made, and the event that it owes. */
  record Row(String call, long result, String expected, long tid) {
    String name() {
      return call + " = " + result + " (" + expected + ")";
    }

    String type() {
      return expected.split(" ", 2)[0];
    }

    /** Whether an event's parameters are the expected ones, all of them. */
    boolean matches(Map<String, String> actual) {
      Map<String, String> wanted = parameters();
      if (!wanted.keySet().equals(actual.keySet())) {
        return false;
      }
      return wanted.entrySet().stream()
          .allMatch(w -> w.getValue().equals("*") || w.getValue().equals(actual.get(w.getKey())));
    }

    private Map<String, String> parameters() {
      Map<String, String> parameters = new LinkedHashMap<>();
      String[] parts = expected.split(" ", 2);
      if (parts.length > 1) {
        for (String pair : parts[1].split(", (?=\\w+=)")) {
          int equals = pair.indexOf('=');
          parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
      return parameters;
    }
  }

  /** Makes a call; its result, negative for an error. */
  long row(String call, String expected, Object... arguments) {
    long tid = calls.call("gettid");
    long result = calls.call(call, arguments);
    rows.add(new Row(call, result, expected.replace("%r", Long.toString(result)), tid));
    return result;
  }

  List<Row> rows() {
    return rows;
  }

  /**
   * The event of each row: the first one of the row's thread behind the previous row's that
   * matches. Where there is none, the message tells those that came closest.
   */
  static Map<Row, String> failures(List<Row> rows, List<Event> events) {
    Map<Row, String> failures = new LinkedHashMap<>();
    int from = 0;
    for (Row row : rows) {
      int found = find(row, events, from);
      if (found >= 0) {
        from = found + 1;
      } else {
        failures.put(row, candidates(row, events, from));
      }
    }
    return failures;
  }

  private static int find(Row row, List<Event> events, int from) {
    for (int i = from; i < events.size(); i++) {
      Event event = events.get(i);
      if (isOf(row, event) && row.matches(EventText.of(event))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOf(Row row, Event event) {
    return event.tid() == row.tid() && event.type().name().equals(row.type());
  }

  private static String candidates(Row row, List<Event> events, int from) {
    StringBuilder text = new StringBuilder("no such event; of this type there are");
    events.stream()
        .skip(from)
        .filter(event -> isOf(row, event))
        .limit(3)
        .forEach(event -> text.append("\n  ").append(EventText.of(event)));
    return text.toString();
  }
}
