package dev.creance.conformance.vectors;

import dev.creance.events.Event;
import dev.creance.events.scap.ConversionException;
import dev.creance.events.scap.EventConverter;
import java.util.Iterator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Old events on their way to the newest schema, step by step. */
final class ConversionVectors {
  private final EventConverter converter = new EventConverter();

  private ConversionVectors() {}

  /** A result belongs to the next input; what is stored is looked at where it is asked for. */
  static void look(JsonNode row, Findings findings) {
    ConversionVectors vectors = new ConversionVectors();
    Iterator<JsonNode> inputs = row.path("input").iterator();
    for (JsonNode expected : row.path("expect")) {
      if (expected.has("stored_enter_event")) {
        vectors.stored(EventNotation.event(expected.path("stored_enter_event"), 0), findings);
      } else {
        vectors.result(inputs.next(), expected, findings);
      }
    }
    findings.holds(!inputs.hasNext(), "inputs are left");
  }

  private void stored(Event expected, Findings findings) {
    findings.same(
        "stored",
        Optional.of(EventNotation.describe(expected)),
        converter.enterEvent(expected.tid()).map(EventNotation::describe));
  }

  private void result(JsonNode input, JsonNode expected, Findings findings) {
    String operation = input.propertyNames().iterator().next();
    Event event = EventNotation.event(input.path(operation), 0);
    findings.same("result", expected.path("result").asString(), outcome(operation, event));
    if (expected.has("event")) {
      findings.same(
          "event",
          EventNotation.describe(EventNotation.event(expected.path("event"), 0)),
          EventNotation.describe(event));
    }
  }

  private String outcome(String operation, Event event) {
    try {
      return switch (operation) {
        case "pre_check" -> converter.judge(event.code(), event.parameterCount()).name();
        case "convert_once" -> converter.step(event).name();
        case "convert_full" -> converter.convert(event) ? "PASS" : "DROP";
        default -> throw new IllegalArgumentException("unknown operation " + operation);
      };
    } catch (ConversionException e) {
      return "ERROR";
    }
  }
}
