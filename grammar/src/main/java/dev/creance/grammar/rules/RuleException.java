package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import java.util.ArrayList;
import java.util.List;

/** An exception of a rule, put together from the items that define it and append to it. */
public record RuleException(
    Origin origin, String name, ExceptionEntry fields, ExceptionEntry comps, List<Value> values) {
  public RuleException {
    values = List.copyOf(values);
  }

  /** A value with the file that it stands in. */
  public record Value(Origin origin, ExceptionEntry entry) {}

  RuleException withComps(ExceptionEntry other) {
    return new RuleException(origin, name, fields, other, values);
  }

  RuleException withMore(List<Value> more) {
    List<Value> all = new ArrayList<>(values);
    all.addAll(more);
    return new RuleException(origin, name, fields, comps, all);
  }
}
