package dev.creance.workbench.window.service;

import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.window.shown.EventLine;
import dev.creance.workbench.window.shown.Wrong;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events as lines of a table, of any fields. For one thread. */
final class EventLines {
  private final Map<String, OutputField> readers = new HashMap<>();

  EventLine of(EventScope scope, List<String> fields) throws Wrong {
    List<String> texts = new ArrayList<>(fields.size());
    for (String field : fields) {
      texts.add(
          switch (field) {
            // As long as it takes to tell events apart, in one time zone.
            case "evt.time" -> EventText.time(scope);
            case "evt.num" -> String.valueOf(scope.event.number());
            default -> text(field, scope);
          });
    }
    return new EventLine(scope.event.number(), fields, texts);
  }

  private String text(String field, EventScope scope) throws Wrong {
    OutputField reader = readers.get(field);
    if (reader == null) {
      reader = new OutputField(field, EventColumns.expression(field));
      readers.put(field, reader);
    }
    String value = reader.text(scope);
    return value == null ? "" : ShownText.of(value);
  }
}
