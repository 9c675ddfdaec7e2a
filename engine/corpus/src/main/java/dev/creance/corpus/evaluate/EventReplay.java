package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Head;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.SegmentEvents;
import dev.creance.events.Event;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import org.jspecify.annotations.Nullable;

/**
 * All events of a corpus in their order, with the machine state running along: as slow as a replay,
 * and as true. What is lost on the way can be chosen, to see what rules make of it.
 */
public final class EventReplay {
  private final MeasureSession session;

  public EventReplay(MeasureSession session) {
    this.session = session;
  }

  /** Takes an event that rules see. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param scope the event and what it happened in; valid during the call
     * @param segment where it is
     * @return whether to go on
     */
    boolean event(EventScope scope, Segment segment);
  }

  /** What a recorder loses. Used by one replay. */
  public interface Losses {
    /** Nothing. */
    Losses NONE = new Losses() {};

    /** What is left of what a capture says of the machine before its first event. */
    default Head left(Head head) {
      return head;
    }

    /** Whether an event never came. Asked of each event, in their order. */
    default boolean lost(Event event) {
      return false;
    }
  }

  /** Visits what is not lost. */
  public void visit(Losses losses, Visitor visitor) throws CorpusException {
    @Nullable MachineState state = null;
    Event event = new Event();
    for (SegmentColumns columns : session.segments()) {
      Segment segment = columns.segment();
      state = session.replayed().startOrGoOn(state, columns, losses);
      SegmentEvents events = new SegmentEvents(segment);
      while (events.next(event)) {
        if (losses.lost(event)) {
          continue;
        }
        long number = event.number();
        state.process(event);
        event.number(number);
        if (events.visible() && !visitor.event(state.scope(), segment)) {
          return;
        }
      }
    }
  }
}
