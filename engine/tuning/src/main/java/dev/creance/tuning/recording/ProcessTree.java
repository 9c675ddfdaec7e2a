package dev.creance.tuning.recording;

import dev.creance.corpus.Label;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.state.EventScope;
import java.util.List;

/** Whether an event's process belongs to the processes that a label names. For one thread. */
final class ProcessTree {
  private final List<FieldReader> own =
      List.of(Fields.reader("proc.pid"), Fields.reader("proc.sid"), Fields.reader("proc.pgid"));
  private final FieldReader ancestors = Fields.reader("proc.apid");
  private final Cell cell = new Cell();

  boolean holds(Label label, EventScope scope) {
    List<Long> pids = label.pids();
    if (pids.isEmpty()) {
      return true;
    }
    for (FieldReader reader : own) {
      if (reader.read(scope, cell) && pids.contains(cell.number)) {
        return true;
      }
    }
    cell.clear();
    if (ancestors.readAll(scope, cell)) {
      for (int i = 0; i < cell.numberCount; i++) {
        if (pids.contains(cell.numbers[i])) {
          return true;
        }
      }
    }
    return false;
  }
}
