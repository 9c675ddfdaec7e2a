package dev.creance.corpus.evaluate;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.RecordedScope;

/** What one thread needs to evaluate predicates on a segment. */
final class SegmentWorker {
  private final SegmentColumns segment;
  private final ReplayedRows replayed;
  private final FieldReading reading;
  private final RecordedScope scope;

  SegmentWorker(SegmentColumns segment, PlanPool pool, ReplayedRows replayed)
      throws CorpusException {
    this.segment = segment;
    this.reading = new FieldReading(pool);
    this.replayed = replayed;
    this.scope = new RecordedScope(segment.segment());
  }

  RecordedScope scope() {
    return scope;
  }

  ColumnPredicate predicate(int number) {
    return reading.predicate(number);
  }

  /** The rows of a partition that a predicate holds for which needs the running state. */
  long[] replayed(PartitionColumns partition, int predicate) throws CorpusException {
    return replayed.rows(segment, partition, predicate);
  }
}
