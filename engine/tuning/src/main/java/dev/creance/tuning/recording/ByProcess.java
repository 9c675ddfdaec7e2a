package dev.creance.tuning.recording;

import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.rules.Rule;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values only depend on the process and its ancestors: read once for each of them.
 * For recorded scopes alone, where another moment of a process is another object.
 */
final class ByProcess implements HitColumn {
  private static final int MOST = 50_000;

  private final HitColumn column;
  private final Map<ThreadState, Optional<String>> known = new IdentityHashMap<>();
  private @Nullable ThreadState last;
  private @Nullable String lastValue;

  ByProcess(HitColumn column) {
    this.column = column;
  }

  @Override
  public @Nullable String value(Rule rule, EventScope scope, int recording) {
    ThreadState thread = scope.thread;
    if (thread == null || scope.eventContainer != null) {
      return column.value(rule, scope, recording);
    }
    if (thread != last) {
      lastValue = remembered(thread, rule, scope, recording);
      last = thread;
    }
    return lastValue;
  }

  private @Nullable String remembered(
      ThreadState thread, Rule rule, EventScope scope, int recording) {
    Optional<String> value = known.get(thread);
    if (value == null) {
      if (known.size() == MOST) {
        known.clear();
      }
      value = Optional.ofNullable(column.value(rule, scope, recording));
      known.put(thread, value);
    }
    return value.orElse(null);
  }
}
