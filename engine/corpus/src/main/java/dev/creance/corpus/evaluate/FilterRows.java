package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.SegmentEvents;
import dev.creance.events.Event;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import dev.creance.grammar.checked.CheckedCondition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events that a condition holds for, whatever their source, with the scope of each, in the
 * order of the recording. What is held in memory is a number for each event of one segment.
 */
public final class FilterRows {
  private final MeasureSession session;
  private final Map<PartitionColumns, long[]> found = new HashMap<>();
  private long count;

  /**
   * Evaluates a condition.
   *
   * @param condition nothing for all events
   */
  public FilterRows(MeasureSession session, Optional<CheckedCondition> condition)
      throws CorpusException, InterruptedException {
    this.session = session;
    int plan = condition.map(session.pool()::plan).orElse(PlanPool.TRUE);
    session.forEachPartition((columns, evaluation) -> {
      long[] rows = evaluation.rows(columns.specialise(plan), null);
      synchronized (found) {
        found.put(columns, rows);
        count += BitRows.count(rows);
      }
    });
  }

  /** The number of events. */
  public long count() {
    return count;
  }

  /** Takes an event. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param scope the event and what it happened in; valid during the call
     * @param segment where the event is
     * @return whether to go on
     */
    boolean event(EventScope scope, Segment segment) throws IOException;
  }

  /**
   * Visits the events.
   *
   * @param needsState whether the visitor reads what is not recorded ({@link Measures}): then the
   *     state machine runs along, which takes as long as a replay
   */
  public void visit(boolean needsState, Visitor visitor) throws IOException {
    @Nullable MachineState state = null;
    for (SegmentColumns columns : session.segments()) {
      Order order = new Order(columns, found);
      if (needsState) {
        state = session.replayed().startOrGoOn(state, columns);
        if (!replay(columns.segment(), order, state, visitor)) {
          return;
        }
      } else if (!load(columns.segment(), order, visitor)) {
        return;
      }
    }
  }

  private static boolean load(Segment segment, Order order, Visitor visitor) throws IOException {
    RecordedScope recorded = new RecordedScope(segment);
    for (int place = 0; place < order.partitionAt.length; place++) {
      int partition = order.partitionAt[place];
      if (partition > 0
          && !visitor.event(
              recorded.load(order.partitions.get(partition - 1), order.rowAt[place]), segment)) {
        return false;
      }
    }
    return true;
  }

  private static boolean replay(Segment segment, Order order, MachineState state, Visitor visitor)
      throws IOException {
    SegmentEvents events = new SegmentEvents(segment);
    Event event = new Event();
    for (int place = 0; events.next(event); place++) {
      long number = event.number();
      state.process(event);
      event.number(number);
      if (order.partitionAt[place] > 0 && !visitor.event(state.scope(), segment)) {
        return false;
      }
    }
    return true;
  }

  /** For each place of a segment whose event was found, where its row is. */
  private static final class Order {
    final List<Partition> partitions = new ArrayList<>();

    /** The partition by its index + 1; 0 = not found. */
    final short[] partitionAt;

    final int[] rowAt;

    Order(SegmentColumns columns, Map<PartitionColumns, long[]> found) {
      int size = columns.segment().meta().events();
      partitionAt = new short[size];
      rowAt = new int[size];
      for (PartitionColumns own : columns.partitions()) {
        Partition partition = own.partition();
        partitions.add(partition);
        long[] rows = found.getOrDefault(own, new long[0]);
        for (int word = 0; word < rows.length; word++) {
          for (long left = rows[word]; left != 0; left &= left - 1) {
            int row = (word << 6) + Long.numberOfTrailingZeros(left);
            int place = partition.place(row);
            partitionAt[place] = (short) partitions.size();
            rowAt[place] = row;
          }
        }
      }
    }
  }
}
