package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.grammar.rules.Rule;
import java.util.Arrays;
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
   * The places of events in each segment, ascending, in the order of the corpus.
   *
   * @param rule whose condition has to hold; without one, all events that rules see
   */
  public List<int[]> of(Optional<Rule> rule) throws CorpusException, InterruptedException {
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
        .map(columns -> found.getOrDefault(columns, new RoaringBitmap()).toArray())
        .toList();
  }

  /** The places that are in both of two ascending arrays. */
  public static int[] common(int[] one, int[] other) {
    return Arrays.stream(one).filter(place -> Arrays.binarySearch(other, place) >= 0).toArray();
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
