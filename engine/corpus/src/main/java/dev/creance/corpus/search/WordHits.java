package dev.creance.corpus.search;

import dev.creance.corpus.format.CorpusException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts that have a word. */
final class WordHits {
  private final Map<TextColumn, long[]> columns = new LinkedHashMap<>();
  private final List<Hit> hits = new ArrayList<>();

  /** A text of a column, and the events that have it. */
  record Hit(TextColumn column, int number, String text, long events) {}

  boolean isEmpty() {
    return hits.isEmpty();
  }

  List<Hit> all() {
    return hits;
  }

  /** For each column the numbers of the texts, as bits. */
  Map<TextColumn, long[]> columns() {
    return columns;
  }

  void addIfIn(TextColumn column, int number, long events, String word) {
    String text = column.text(number);
    if (text != null && TextParts.lower(text).contains(word)) {
      hits.add(new Hit(column, number, text, events));
      Bits.set(columns.computeIfAbsent(column, key -> Bits.none(key.size())), number);
    }
  }

  /** Looks through all texts of a column. */
  void addAllIn(TextColumn column, String word) throws CorpusException {
    long[] events = column.events();
    for (int number = 0; number < events.length; number++) {
      if (events[number] > 0) {
        addIfIn(column, number, events[number], word);
      }
    }
  }
}
