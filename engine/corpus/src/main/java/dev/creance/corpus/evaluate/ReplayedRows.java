package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.SegmentEvents;
import dev.creance.events.Event;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicates over what is not recorded (memory, numbers of open descriptors and threads, scheduling
 * times, …): evaluated by running the machine state over the recorded events, one pass for each
 * predicate, and kept. Safe for use by several threads.
 */
final class ReplayedRows {
  private final List<SegmentColumns> segments;
  private final Map<SegmentColumns, Set<ContainerEngine>> engines;
  private final PlanPool pool;
  private final Map<Integer, Map<Partition, long[]>> known = new HashMap<>();

  /**
   * @param engines whose containers the import recognised, by segment
   */
  ReplayedRows(
      List<SegmentColumns> segments,
      Map<SegmentColumns, Set<ContainerEngine>> engines,
      PlanPool pool) {
    this.segments = segments;
    this.engines = engines;
    this.pool = pool;
  }

  long[] rows(SegmentColumns segment, PartitionColumns partition, int predicate)
      throws CorpusException {
    Map<Partition, long[]> rows;
    synchronized (this) {
      rows = known.get(predicate);
      if (rows == null) {
        rows = run(new FieldReading(pool).predicate(predicate));
        known.put(predicate, rows);
      }
    }
    return Objects.requireNonNull(rows.get(partition.partition()));
  }

  /** The state at the beginning of a segment: gone on with, or new where a capture begins. */
  MachineState startOrGoOn(@Nullable MachineState state, SegmentColumns columns)
      throws CorpusException {
    return startOrGoOn(state, columns, EventReplay.Losses.NONE);
  }

  /**
   * @param losses what of the head does not come through
   */
  MachineState startOrGoOn(
      @Nullable MachineState state, SegmentColumns columns, EventReplay.Losses losses)
      throws CorpusException {
    boolean begins =
        state == null
            || columns.segment().meta().ordinal() == 0
            || !columns.segment().head().processes().isEmpty();
    if (state != null && !begins) {
      return state;
    }
    MachineState fresh =
        new MachineState(
            Options.defaults()
                .withContainerEngines(Objects.requireNonNull(engines.get(columns)))
                .withHostUsers(HostUsers.NONE));
    losses.left(columns.segment().head()).tell(fresh);
    return fresh;
  }

  private Map<Partition, long[]> run(ColumnPredicate predicate) throws CorpusException {
    Map<Partition, long[]> rows = new IdentityHashMap<>();
    @Nullable MachineState state = null;
    Event event = new Event();
    for (SegmentColumns columns : segments) {
      for (Partition partition : columns.segment().partitions()) {
        rows.put(partition, BitRows.none(partition.size()));
      }
      state = startOrGoOn(state, columns);
      SegmentEvents events = new SegmentEvents(columns.segment());
      while (events.next(event)) {
        long number = event.number();
        state.process(event);
        event.number(number);
        if (events.visible() && predicate.holds(state.scope())) {
          BitRows.set(Objects.requireNonNull(rows.get(events.partition())), events.row());
        }
      }
    }
    return rows;
  }
}
