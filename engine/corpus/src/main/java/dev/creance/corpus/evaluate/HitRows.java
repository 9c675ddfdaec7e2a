package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.SegmentEvents;
import dev.creance.events.Event;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import dev.creance.grammar.rules.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events that rules hit, with the scope of each, in the order of the recording. */
public final class HitRows {
  private final MeasureSession session;

  public HitRows(MeasureSession session) {
    this.session = session;
  }

  /** Takes a hit. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param rule the rule that hit
     * @param scope the event and what it happened in; valid during the call
     * @param segment where the event is
     * @return whether to go on
     */
    boolean hit(Rule rule, EventScope scope, Segment segment);
  }

  /** A hit: the place of its event in the segment, its row, and the rule by its index. */
  private record Hit(int place, Partition partition, int row, int rule) {}

  /**
   * Visits the hits of rules. Of an event that several rules hit, they come in the given order.
   *
   * @param needsState whether the visitor reads what is not recorded (memory, counters of open
   *     descriptors and threads, scheduling times): then the state machine runs along, which takes
   *     as long as a replay
   */
  public void visit(List<Rule> rules, boolean needsState, Visitor visitor)
      throws CorpusException, InterruptedException {
    Map<SegmentColumns, List<Hit>> hits = collect(rules);
    @Nullable MachineState state = null;
    for (SegmentColumns columns : session.segments()) {
      List<Hit> here = hits.getOrDefault(columns, new ArrayList<>());
      here.sort(Comparator.comparingInt(Hit::place).thenComparingInt(Hit::rule));
      if (needsState) {
        state = session.replayed().startOrGoOn(state, columns);
        if (!replay(columns.segment(), here, rules, state, visitor)) {
          return;
        }
      } else if (!load(columns.segment(), here, rules, visitor)) {
        return;
      }
    }
  }

  private Map<SegmentColumns, List<Hit>> collect(List<Rule> rules)
      throws CorpusException, InterruptedException {
    Map<SegmentColumns, List<Hit>> hits = new HashMap<>();
    session.forEachPartition((columns, evaluation) -> {
      List<Hit> here = new ArrayList<>();
      Partition partition = columns.partition();
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i).eventCodes().get(partition.type().code())) {
          int rule = i;
          session
              .rows(columns, evaluation, rules.get(i))
              .forEach((int row) -> here.add(new Hit(partition.place(row), partition, row, rule)));
        }
      }
      synchronized (hits) {
        hits.computeIfAbsent(columns.segment(), key -> new ArrayList<>()).addAll(here);
      }
    });
    return hits;
  }

  private static boolean load(Segment segment, List<Hit> hits, List<Rule> rules, Visitor visitor)
      throws CorpusException {
    if (hits.isEmpty()) {
      return true;
    }
    RecordedScope recorded = new RecordedScope(segment);
    for (Hit hit : hits) {
      EventScope scope = recorded.load(hit.partition, hit.row);
      if (!visitor.hit(rules.get(hit.rule), scope, segment)) {
        return false;
      }
    }
    return true;
  }

  private static boolean replay(
      Segment segment, List<Hit> hits, List<Rule> rules, MachineState state, Visitor visitor)
      throws CorpusException {
    SegmentEvents events = new SegmentEvents(segment);
    Event event = new Event();
    int next = 0;
    int place = 0;
    while (events.next(event)) {
      long number = event.number();
      state.process(event);
      event.number(number);
      for (; next < hits.size() && hits.get(next).place == place; next++) {
        if (!visitor.hit(rules.get(hits.get(next).rule), state.scope(), segment)) {
          return false;
        }
      }
      place++;
    }
    return true;
  }
}
