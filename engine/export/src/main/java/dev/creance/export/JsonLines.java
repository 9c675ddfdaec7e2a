package dev.creance.export;

import dev.creance.corpus.segment.Segment;
import dev.creance.events.format.JsonOutput;
import dev.creance.events.state.EventScope;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A JSON object a line, with the columns that have a value. Moments are nanoseconds since the
 * epoch, as in Falco's alerts.
 */
public final class JsonLines implements Output {
  private final List<Column> columns;
  private final OutputStream out;
  private final JsonOutput line = new JsonOutput();

  public JsonLines(List<Column> columns, OutputStream out) {
    this.columns = List.copyOf(columns);
    this.out = out;
  }

  @Override
  public void add(EventScope scope, Segment segment) throws IOException {
    line.clear();
    line.raw('{');
    for (Column column : columns) {
      Column.Value value = column.read(scope, segment);
      if (value != null) {
        line.raw(line.length() > 1 ? "," : "").string(column.name()).raw(':');
        write(column.kind(), value);
      }
    }
    line.raw("}\n");
    line.writeTo(out);
  }

  private void write(Column.Kind kind, Column.Value value) {
    switch (kind) {
      case TEXT -> line.string(value.text);
      case INTEGER, MOMENT -> line.number(value.number);
      case NATURAL -> line.unsigned(value.number);
      case REAL -> line.real(value.real);
      case TRUTH -> line.raw(value.number != 0 ? "true" : "false");
    }
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
