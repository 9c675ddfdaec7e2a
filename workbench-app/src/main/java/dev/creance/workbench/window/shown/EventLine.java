package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * An event in the table: the fields that were asked for, and their texts.
 *
 * @param number {@code evt.num}
 * @param texts as many as there are fields; empty where the event has no value
 */
public record EventLine(long number, List<String> fields, List<String> texts) {
  public EventLine {
    fields = List.copyOf(fields);
    texts = List.copyOf(texts);
  }

  /** The text of a field; empty when it was not asked for. */
  public String text(String field) {
    int at = fields.indexOf(field);
    return at < 0 ? "" : texts.get(at);
  }
}
