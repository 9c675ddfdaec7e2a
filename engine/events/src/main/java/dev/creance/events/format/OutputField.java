package dev.creance.events.format;

import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import org.jspecify.annotations.Nullable;

/** An expression whose value is printed, under a name. */
public final class OutputField {
  private final String name;
  private final FieldReader reader;
  private final ValueFormat format;
  private final Json json;
  private final Cell cell = new Cell();

  /** What JSON gives instead of the value. */
  private enum Json {
    VALUE,
    TIMESTAMP,
    NUMBER,
    ZERO
  }

  /**
   * @param name as alerts call it, for example {@code proc.aname[2]}
   */
  public OutputField(String name, FieldExpression expression) {
    this.name = name;
    this.reader = FieldReaders.printed(expression);
    this.format = ValueFormat.of(expression);
    String field = expression instanceof Access access ? access.field().name() : "";
    this.json = json(field);
  }

  public String name() {
    return name;
  }

  /** Times are nanoseconds in JSON. The time since the last look is 0: Falco looks twice. */
  private static Json json(String field) {
    return switch (field) {
      case "evt.time",
          "evt.time.s",
          "evt.time.iso8601",
          "evt.datetime",
          "evt.datetime.s",
          "evt.outputtime" ->
          Json.TIMESTAMP;
      case "evt.rawtime.ns", "evt.reltime", "evt.reltime.ns" -> Json.NUMBER;
      case "evt.deltatime",
          "evt.deltatime.s",
          "evt.deltatime.ns",
          "evt.latency",
          "evt.latency.s",
          "evt.latency.ns" ->
          Json.ZERO;
      default -> Json.VALUE;
    };
  }

  /** The value as text, a byte string; null when it has none. */
  public @Nullable String text(EventScope scope) {
    return reader.read(scope, cell) ? format.text(cell) : null;
  }

  /** Writes the value as JSON: {@code null} when it has none. */
  public void json(EventScope scope, JsonOutput out) {
    switch (json) {
      case TIMESTAMP -> out.number(scope.event.timestamp());
      case ZERO -> out.raw('0');
      case NUMBER -> {
        reader.read(scope, cell);
        out.number(cell.number);
      }
      case VALUE -> {
        if (!reader.read(scope, cell)) {
          out.raw("null");
        } else {
          format.json(cell, out);
        }
      }
    }
  }
}
