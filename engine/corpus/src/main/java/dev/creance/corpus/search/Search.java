package dev.creance.corpus.search;

import dev.creance.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Free text over an open corpus. A text has a word when the word is in it, whatever the case, from
 * the beginning of one of its parts ({@link TextParts}) on; a word that no text has in this way is
 * looked for anywhere in the texts.
 *
 * <pre>{@code
 * try (Search search = Search.open(corpus)) {
 *   Found found = search.find("nginx /etc/pass");
 *   found.values().forEach(...);
 *   found.events(...);
 * }
 * }</pre>
 *
 * <p>For one thread.
 */
public final class Search implements AutoCloseable {
  private final Map<String, SegmentTexts> segments;
  private final SearchIndex index;

  private Search(Map<String, SegmentTexts> segments, SearchIndex index) {
    this.segments = segments;
    this.index = index;
  }

  /** Opens the index of a corpus, or makes it when it is missing, damaged or out of date. */
  public static Search open(Corpus corpus) throws IOException {
    QuietLucene.hush();
    Map<String, SegmentTexts> segments = SearchIndex.segments(corpus);
    return new Search(segments, SearchIndex.open(corpus.path(), segments));
  }

  /**
   * Makes the index of a corpus where that is needed, so that the first search finds it. Costs a
   * few hundredths of what importing the corpus did.
   *
   * @throws IOException when the corpus cannot be read, or the index not be written: then the first
   *     search tries again
   */
  public static void prepare(Path path) throws IOException {
    QuietLucene.hush();
    try (Corpus corpus = Corpus.open(path)) {
      SearchIndex.openStored(path, SearchIndex.segments(corpus)).close();
    }
  }

  /**
   * Makes the index of a corpus anew, whatever is there.
   *
   * @throws IOException when the corpus cannot be read, or the index not be written
   */
  public static void rebuild(Path path) throws IOException {
    QuietLucene.hush();
    try (Corpus corpus = Corpus.open(path)) {
      SearchIndex.rebuild(path, SearchIndex.segments(corpus));
    }
  }

  /** Whether the index was made when it was opened. */
  public boolean built() {
    return index.origin() != SearchIndex.Origin.FOUND;
  }

  /** Whether the index is kept; else it was made in memory, for this time only. */
  public boolean stored() {
    return index.origin() != SearchIndex.Origin.IN_MEMORY;
  }

  /** The number of distinct texts that are searched. */
  public int size() {
    return index.size();
  }

  /**
   * Looks for words.
   *
   * @param text words with blanks between them; blanks between double quotes belong to a word
   */
  public Found find(String text) throws IOException {
    List<String> words = words(text);
    List<WordHits> hits = new ArrayList<>();
    for (String word : words) {
      hits.add(hits(word));
    }
    return new Found(new ArrayList<>(segments.values()), words, hits);
  }

  private WordHits hits(String word) throws IOException {
    WordHits hits = new WordHits();
    index.candidates(
        word,
        candidate -> {
          Optional<TextColumn> column =
              Optional.ofNullable(segments.get(candidate.segment()))
                  .flatMap(texts -> texts.column(candidate.column()));
          if (column.isPresent()) {
            hits.addIfIn(column.get(), candidate.number(), candidate.events(), word);
          }
        });
    if (hits.isEmpty()) {
      for (SegmentTexts texts : segments.values()) {
        for (TextColumn column : texts.columns()) {
          hits.addAllIn(column, word);
        }
      }
    }
    return hits;
  }

  /** The words of a text, in lower case. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : TextParts.lower(text).toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (Character.isWhitespace(c) && !quoted) {
        if (!word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
