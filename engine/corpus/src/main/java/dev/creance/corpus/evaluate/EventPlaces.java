package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.grammar.rules.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Where in a corpus the events are that rules see, or those of them that a condition holds for. */
public final class EventPlaces {
  private final MeasureSession session;

  public EventPlaces(MeasureSession session) {
    this.session = session;
  }

  /**
   * The places of events in each segment, in the order of the corpus.
   *
   * @param rule whose condition has to hold; without one, all events that rules see
   */
  public List<Places> of(Optional<Rule> rule) throws CorpusException, InterruptedException {
    Map<SegmentColumns, RoaringBitmap> found = new HashMap<>();
    session.forEachPartition((columns, evaluation) -> {
      Partition partition = columns.partition();
      RoaringBitmap here = new RoaringBitmap();
      if (rule.isEmpty()) {
        for (int row = 0; row < partition.size(); row++) {
          here.add(partition.place(row));
        }
      } else if (rule.get().eventCodes().get(partition.type().code())) {
        session
            .rows(columns, evaluation, rule.get())
            .forEach((int row) -> here.add(partition.place(row)));
      }
      synchronized (found) {
        found.computeIfAbsent(columns.segment(), key -> new RoaringBitmap()).or(here);
      }
    });
    return session.segments().stream()
        .map(columns -> new Places(found.getOrDefault(columns, new RoaringBitmap())))
        .toList();
  }

  /** The partition of a segment that holds the event at a place. */
  public static Partition partition(Segment segment, int place) {
    for (Partition partition : segment.partitions()) {
      if (partition.row(place) >= 0) {
        return partition;
      }
    }
    throw new IllegalArgumentException("no event that rules see is at place " + place);
  }
}
