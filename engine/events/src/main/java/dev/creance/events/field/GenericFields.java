package dev.creance.events.field;

import dev.creance.events.state.EventScope;

/** {@code evt.*} that events of every source have. */
final class GenericFields extends FieldFamily {
  private static final long NANOS = 1_000_000_000L;

  GenericFields() {
    addNumber("evt.num", scope -> scope.event.number());
    times();
    addText("evt.source", scope -> scope.source.isEmpty() ? null : scope.source);
    addText("evt.hostname", scope -> scope.surroundings.hostName());
    addNumber("evt.is_async", scope -> EventTraits.METAEVENT[scope.event.code()] ? 1 : 0);
    addText(
        "evt.asynctype",
        scope -> {
          int code = scope.event.code();
          if (!EventTraits.METAEVENT[code]) {
            return null;
          }
          return code == EventTraits.ASYNC_EVENT ? scope.event.text(1) : scope.event.type().name();
        });
    addText("evt.pluginname", PluginFields::pluginName);
    addText("evt.plugininfo", PluginFields::pluginInfo);
  }

  private void times() {
    addText("evt.time", scope -> Times.time(scope.event.timestamp()));
    addText("evt.time.s", scope -> Times.timeSeconds(scope.event.timestamp()));
    addText("evt.time.iso8601", scope -> Times.iso8601(scope.event.timestamp()));
    addText("evt.datetime", scope -> Times.dateTime(scope.event.timestamp()));
    addText("evt.datetime.s", scope -> Times.dateTimeSeconds(scope.event.timestamp()));
    addNumber("evt.rawtime", scope -> scope.event.timestamp());
    addNumber("evt.rawtime.s", scope -> Long.divideUnsigned(scope.event.timestamp(), NANOS));
    addNumber("evt.rawtime.ns", scope -> Long.remainderUnsigned(scope.event.timestamp(), NANOS));
    addNumber("evt.reltime", GenericFields::relative);
    addNumber("evt.reltime.s", scope -> Long.divideUnsigned(relative(scope), NANOS));
    addNumber("evt.reltime.ns", scope -> Long.remainderUnsigned(relative(scope), NANOS));
  }

  private static long relative(EventScope scope) {
    return scope.event.timestamp() - scope.firstTimestamp;
  }
}
