package dev.creance.corpus.search;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.state.EventScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a search found: values that have all words, and events whose values have them together. */
public final class Found {
  private final List<SegmentTexts> segments;
  private final List<String> words;
  private final List<WordHits> hits;

  Found(List<SegmentTexts> segments, List<String> words, List<WordHits> hits) {
    this.segments = segments;
    this.words = List.copyOf(words);
    this.hits = hits;
  }

  /** The words that were looked for, in lower case. */
  public List<String> words() {
    return words;
  }

  /** The values that have all words, those of most events first. */
  public List<Match> values() {
    if (hits.isEmpty()) {
      return List.of();
    }
    WordHits fewest =
        hits.stream().min(Comparator.comparingInt(word -> word.all().size())).orElseThrow();
    return matches(
        fewest.all().stream().filter(hit -> containsAll(TextParts.lower(hit.text()))).toList());
  }

  private boolean containsAll(String lowered) {
    return words.stream().allMatch(lowered::contains);
  }

  /** The values that have one of the words, by its place, those of most events first. */
  public List<Match> values(int word) {
    return matches(hits.get(word).all());
  }

  private static List<Match> matches(List<WordHits.Hit> hits) {
    record Key(String field, String text) {}
    Map<Key, Long> events = new HashMap<>();
    for (WordHits.Hit hit : hits) {
      events.merge(new Key(hit.column().field(), hit.text()), hit.events(), Long::sum);
    }
    return events.entrySet().stream()
        .map(entry -> new Match(entry.getKey().field(), entry.getKey().text(), entry.getValue()))
        .sorted(
            Comparator.comparingLong((Match match) -> -match.events())
                .thenComparing(Match::text)
                .thenComparing(Match::field))
        .toList();
  }

  /** How many events have all words, each in any of its values. */
  public long events() throws CorpusException {
    long count = 0;
    for (SegmentTexts texts : segments) {
      for (Partition partition : texts.segment().partitions()) {
        count += Bits.count(rows(texts.segment(), partition));
      }
    }
    return count;
  }

  /** Takes an event. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param scope the event and what it happened in; valid during the call
     * @return whether to go on
     */
    boolean event(EventScope scope, Segment segment);
  }

  private record Row(int place, Partition partition, int row) {}

  /** Visits the events that have all words, in the order of the recordings. */
  public void visit(Visitor visitor) throws CorpusException {
    for (SegmentTexts texts : segments) {
      Segment segment = texts.segment();
      List<Row> found = new ArrayList<>();
      for (Partition partition : segment.partitions()) {
        long[] rows = rows(segment, partition);
        for (int row = 0; row < partition.size(); row++) {
          if (Bits.get(rows, row)) {
            found.add(new Row(partition.place(row), partition, row));
          }
        }
      }
      found.sort(Comparator.comparingInt(Row::place));
      RecordedScope recorded = new RecordedScope(segment);
      for (Row row : found) {
        if (!visitor.event(recorded.load(row.partition, row.row), segment)) {
          return;
        }
      }
    }
  }

  /** The places of the events that have all words, by segment, ascending. */
  public List<int[]> places() throws CorpusException {
    List<int[]> found = new ArrayList<>();
    for (SegmentTexts texts : segments) {
      IntStream.Builder places = IntStream.builder();
      for (Partition partition : texts.segment().partitions()) {
        long[] rows = rows(texts.segment(), partition);
        for (int row = 0; row < partition.size(); row++) {
          if (Bits.get(rows, row)) {
            places.add(partition.place(row));
          }
        }
      }
      found.add(places.build().sorted().toArray());
    }
    return found;
  }

  private long[] rows(Segment segment, Partition partition) throws CorpusException {
    long[] all = Bits.none(partition.size());
    for (int word = 0; word < hits.size(); word++) {
      long[] rows = Bits.none(partition.size());
      long[] own = Bits.none(partition.size());
      for (Map.Entry<TextColumn, long[]> column : hits.get(word).columns().entrySet()) {
        if (column.getKey().segment() == segment) {
          java.util.Arrays.fill(own, 0);
          column.getKey().select(partition, column.getValue(), own);
          Bits.or(rows, own);
        }
      }
      if (word == 0) {
        all = rows;
      } else {
        Bits.and(all, rows);
      }
    }
    return all;
  }
}
