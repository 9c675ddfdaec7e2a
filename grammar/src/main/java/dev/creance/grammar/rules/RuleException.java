package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * An exception of a rule, put together from the items that define it and append to it.
 *
 * @param checked whether Falco looked at its shape; it doesn't when an override replaces exceptions
 */
public record RuleException(
    Origin origin,
    String name,
    ExceptionEntry fields,
    ExceptionEntry comps,
    List<Value> values,
    boolean checked) {
  public RuleException {
    values = List.copyOf(values);
  }

  /** A value with the file that it stands in. */
  public record Value(Origin origin, ExceptionEntry entry) {}

  RuleException passed() {
    return new RuleException(origin, name, fields, comps, values, true);
  }

  RuleException withMore(List<Value> more) {
    List<Value> all = new ArrayList<>(values);
    all.addAll(more);
    return new RuleException(origin, name, fields, comps, all, checked);
  }
}
