package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * All about the hits of a rule.
 *
 * @param hits how many there are; alerts hold no more than the first of them
 * @param slices hits by slice of the recorded time, corpora one after another
 * @param marks where on the timeline each corpus begins
 * @param fields the values of the fields that the rule prints, those with fewest values first
 */
public record RulePage(
    String rule,
    long hits,
    List<Integer> slices,
    List<Mark> marks,
    List<FieldValues> fields,
    List<Alert> alerts) {
  public RulePage {
    slices = List.copyOf(slices);
    marks = List.copyOf(marks);
    fields = List.copyOf(fields);
    alerts = List.copyOf(alerts);
  }

  /**
   * A corpus on the timeline.
   *
   * @param at the slice at which it begins
   * @param length its recorded time, as text
   */
  public record Mark(int at, String corpus, String length) {}

  /** The most frequent values of a field. */
  public record FieldValues(String field, int distinct, List<ValueCount> top) {
    public FieldValues {
      top = List.copyOf(top);
    }
  }

  /** A value and how many hits have it. */
  public record ValueCount(String value, long hits) {}

  /**
   * A hit as Falco prints it.
   *
   * @param number {@code evt.num}
   * @param slice of the timeline
   * @param values of the page's fields, in their order
   */
  public record Alert(
      String corpus, long number, String time, String text, int slice, List<String> values) {
    public Alert {
      values = List.copyOf(values);
    }
  }
}
