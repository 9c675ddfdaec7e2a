package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.state.EventScope;
import org.jspecify.annotations.Nullable;

/** What plugins say of their own events. */
final class PluginFields {
  private PluginFields() {}

  /** The plugin that an event comes from; null for system calls and unknown plugins. */
  static @Nullable String pluginName(EventScope scope) {
    if (scope.event.code() != EventTraits.PLUGIN_EVENT) {
      return null;
    }
    return scope.source.equals("k8s_audit") ? "k8saudit" : null;
  }

  /** An event of the audit plugin sums itself up as its JSON text. */
  static @Nullable String pluginInfo(EventScope scope) {
    Event event = scope.event;
    return pluginName(scope) == null || event.parameterCount() < 2 ? null : event.raw(1);
  }
}
