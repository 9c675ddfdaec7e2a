package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * All that is known of an event.
 *
 * @param lineage the process and its ancestors, the process first
 * @param fired the enabled rules whose condition holds
 */
public record EventDetails(
    EventRow row, List<FieldValue> fields, List<Ancestor> lineage, List<String> fired) {
  public EventDetails {
    fields = List.copyOf(fields);
    lineage = List.copyOf(lineage);
    fired = List.copyOf(fired);
  }

  /**
   * A field with its value.
   *
   * @param group the class of fields it belongs to
   */
  public record FieldValue(String group, String field, String value, String meaning) {}

  /** A process in the line from the event's process up. */
  public record Ancestor(String pid, String name, String executable, String commandLine) {}
}
