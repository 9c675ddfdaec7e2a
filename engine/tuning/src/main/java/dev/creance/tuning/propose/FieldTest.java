package dev.creance.tuning.propose;

/**
 * One test of a proposed exception.
 *
 * @param field as conditions write it
 * @param operator how the field's value is compared
 * @param value a byte string of printable ASCII
 * @param spoofable whether an attacker on the node chooses the field's value freely
 */
public record FieldTest(String field, Operator operator, String value, boolean spoofable) {
  /** How values are compared. */
  public enum Operator {
    EQUALS("="),
    STARTS_WITH("startswith"),
    ENDS_WITH("endswith");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    /** As rules write it. */
    public String text() {
      return text;
    }
  }

  /** Whether a field's value passes. */
  boolean holds(String found) {
    return switch (operator) {
      case EQUALS -> found.equals(value);
      case STARTS_WITH -> found.startsWith(value);
      case ENDS_WITH -> found.endsWith(value);
    };
  }

  /** As a condition writes it. */
  public String text() {
    return field + " " + operator.text() + " " + (value.contains(" ") ? '"' + value + '"' : value);
  }
}
