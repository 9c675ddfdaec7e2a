package dev.creance.tuning.recording;

import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import org.jspecify.annotations.Nullable;

/** Something that is kept of every hit, as a byte string. Used by one thread. */
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
    return (rule, scope, recording) -> field.text(scope);
  }
}
