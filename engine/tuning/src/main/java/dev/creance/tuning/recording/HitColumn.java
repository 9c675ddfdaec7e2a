package dev.creance.tuning.recording;

import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import dev.creance.match.formula.Dependence;
import dev.creance.match.formula.Facet;
import org.jspecify.annotations.Nullable;

/** Something that is kept of every recorded hit, as a byte string. Used by one thread. */
@FunctionalInterface
public interface HitColumn {
  /**
   * The value for a hit of a rule; null when it has none.
   *
   * @param recording the index of the recording
   */
  @Nullable String value(Rule rule, EventScope scope, int recording);

  /** A field as alerts print it. */
  static HitColumn field(String name) {
    OutputField field = Fields.printed(name);
    HitColumn column = (rule, scope, recording) -> field.text(scope);
    Facet facet = new Dependence().of(Fields.access(name));
    return facet == Facet.PROCESS || facet == Facet.LINEAGE ? new ByProcess(column) : column;
  }
}
