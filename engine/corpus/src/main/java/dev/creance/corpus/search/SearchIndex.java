package dev.creance.corpus.search;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.Manifest;
import dev.creance.corpus.segment.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.Bits;

/**
 * The Lucene index of an open corpus, checked against it: opening makes it anew, wholly or for the
 * segments that it lacks, when it is missing, damaged or older than the corpus. Where the corpus
 * cannot be written the index is made in memory.
 */
final class SearchIndex implements AutoCloseable {
  private static final String FOLDER = "search";
  private static final int LOCK_ATTEMPTS = 100;
  private static final long LOCK_WAIT_MILLIS = 100;

  private final Directory directory;
  private final DirectoryReader reader;
  private final Origin origin;

  private SearchIndex(Directory directory, DirectoryReader reader, Origin origin) {
    this.directory = directory;
    this.reader = reader;
    this.origin = origin;
  }

  /** How an open index came to be. */
  enum Origin {
    /** It was there. */
    FOUND,
    /** It was made, in part at least, and is there from now on. */
    MADE,
    /** It was made in memory, for this time only. */
    IN_MEMORY
  }

  /** The segments of a corpus by what tells each from all others that ever were. */
  static Map<String, SegmentTexts> segments(Corpus corpus) throws IOException {
    Map<String, SegmentTexts> segments = new LinkedHashMap<>();
    int at = 0;
    for (Manifest.Capture capture : corpus.manifest().captures()) {
      for (Manifest.SegmentFile file : capture.segments()) {
        Segment segment = corpus.segments().get(at++);
        String identity =
            String.join(
                " ",
                file.file(),
                Long.toString(file.length()),
                capture.digest(),
                capture.containerEngines(),
                capture.importer());
        segments.put(identity, new SegmentTexts(segment));
      }
    }
    return segments;
  }

  /** Opens the index of a corpus, making it where that is needed, in memory if it must be. */
  static SearchIndex open(Path corpus, Map<String, SegmentTexts> segments) throws IOException {
    try {
      return openStored(corpus, segments);
    } catch (IOException e) {
      // No room or no right to write; the corpus itself was read without trouble.
      return inMemory(segments);
    }
  }

  /**
   * Opens the index of a corpus, making it in its folder where that is needed.
   *
   * @throws IOException when it cannot be written
   */
  static SearchIndex openStored(Path corpus, Map<String, SegmentTexts> segments)
      throws IOException {
    Path folder = corpus.resolve(FOLDER);
    Optional<SearchIndex> sound = sound(folder, segments, Origin.FOUND);
    for (int attempt = 0; sound.isEmpty() && attempt < LOCK_ATTEMPTS; attempt++) {
      try {
        build(folder, segments, indexed(folder));
        sound = sound(folder, segments, Origin.MADE);
      } catch (LockObtainFailedException e) {
        awaitOther();
        sound = sound(folder, segments, Origin.FOUND);
      }
    }
    return sound.orElseThrow(
        () -> new IOException(folder + ": another process keeps changing the search index"));
  }

  /** Another process makes the index. */
  private static void awaitOther() throws IOException {
    try {
      Thread.sleep(LOCK_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while another process made the search index", e);
    }
  }

  /**
   * Makes the index of a corpus anew, whatever is there.
   *
   * @throws IOException when it cannot be written
   */
  static void rebuild(Path corpus, Map<String, SegmentTexts> segments) throws IOException {
    build(corpus.resolve(FOLDER), segments, Optional.empty());
  }

  private static SearchIndex inMemory(Map<String, SegmentTexts> segments) throws IOException {
    Directory directory = new ByteBuffersDirectory();
    new IndexWriting().update(directory, segments, List.of(), true);
    return new SearchIndex(directory, DirectoryReader.open(directory), Origin.IN_MEMORY);
  }

  /** The segments that the index in a folder has; nothing when it is of no use. */
  private static Optional<List<String>> indexed(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Directory directory = FSDirectory.open(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      checkIntegrity(reader);
      return IndexWriting.VERSION.equals(committed(reader, IndexWriting.VERSION_KEY))
          ? Optional.of(List.of(committed(reader, IndexWriting.SEGMENTS_KEY).split("\n")))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Damaged or of another Lucene: nothing of it is kept.
      return Optional.empty();
    }
  }

  private static void build(
      Path folder, Map<String, SegmentTexts> segments, Optional<List<String>> indexed)
      throws IOException {
    try (Directory directory = FSDirectory.open(folder)) {
      if (indexed.isEmpty()) {
        clear(directory);
      }
      new IndexWriting().update(directory, segments, indexed.orElse(List.of()), indexed.isEmpty());
    }
  }

  /** What is left of a damaged index would be in the way of a new one. */
  private static void clear(Directory directory) throws IOException {
    try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      lock.ensureValid();
      for (String file : directory.listAll()) {
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
    }
  }

  /** The index in a folder, when it is whole and of exactly these segments. */
  private static Optional<SearchIndex> sound(
      Path folder, Map<String, SegmentTexts> segments, Origin origin) throws IOException {
    if (!Files.isDirectory(folder)) {
      // Lucene would make it.
      return Optional.empty();
    }
    Directory directory = FSDirectory.open(folder);
    DirectoryReader reader = null;
    try {
      reader = DirectoryReader.open(directory);
      checkIntegrity(reader);
      if (IndexWriting.VERSION.equals(committed(reader, IndexWriting.VERSION_KEY))
          && committed(reader, IndexWriting.SEGMENTS_KEY)
              .equals(String.join("\n", new TreeSet<>(segments.keySet())))) {
        return Optional.of(new SearchIndex(directory, reader, origin));
      }
    } catch (IndexNotFoundException e) {
      // There is none yet.
    } catch (IOException | RuntimeException e) {
      // Damaged: Lucene tells in many ways.
    }
    if (reader != null) {
      reader.close();
    }
    directory.close();
    return Optional.empty();
  }

  private static String committed(DirectoryReader reader, String key) throws IOException {
    return reader.getIndexCommit().getUserData().getOrDefault(key, "");
  }

  private static void checkIntegrity(DirectoryReader reader) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      leaf.reader().checkIntegrity();
    }
  }

  Origin origin() {
    return origin;
  }

  /** The number of distinct texts. */
  int size() {
    return reader.numDocs();
  }

  /** Visits the texts that have the parts of a word. */
  void candidates(String lowered, Candidate.Visitor visitor) throws IOException {
    List<String> parts = TextParts.of(lowered);
    if (parts.isEmpty()) {
      return;
    }
    IndexSearcher searcher = new IndexSearcher(reader);
    Weight weight =
        searcher.createWeight(
            searcher.rewrite(query(lowered, parts)), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : reader.leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        visit(leaf.reader(), scorer.iterator(), visitor);
      }
    }
  }

  /** All parts; the last may go on, unless the word does. */
  private static Query query(String lowered, List<String> parts) {
    String last = parts.getLast();
    boolean ends = !Character.isLetterOrDigit(lowered.charAt(lowered.length() - 1));
    Query lastQuery =
        ends && last.length() < TextParts.LONGEST
            ? new TermQuery(new Term(IndexWriting.WORDS, last))
            : new PrefixQuery(new Term(IndexWriting.WORDS, last));
    if (parts.size() == 1) {
      return lastQuery;
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(lastQuery, BooleanClause.Occur.FILTER);
    parts.subList(0, parts.size() - 1).stream()
        .distinct()
        .limit(IndexSearcher.getMaxClauseCount() - 1L)
        .forEach(part ->
            all.add(new TermQuery(new Term(IndexWriting.WORDS, part)), BooleanClause.Occur.FILTER));
    return all.build();
  }

  private static void visit(LeafReader leaf, DocIdSetIterator found, Candidate.Visitor visitor)
      throws IOException {
    Bits live = leaf.getLiveDocs();
    SortedDocValues segments = leaf.getSortedDocValues(IndexWriting.SEGMENT);
    SortedDocValues columns = leaf.getSortedDocValues(IndexWriting.COLUMN);
    NumericDocValues numbers = leaf.getNumericDocValues(IndexWriting.NUMBER);
    NumericDocValues events = leaf.getNumericDocValues(IndexWriting.EVENTS);
    String[] segmentNames = names(segments);
    String[] columnNames = names(columns);
    for (int document = found.nextDoc();
        document != DocIdSetIterator.NO_MORE_DOCS;
        document = found.nextDoc()) {
      if (live != null && !live.get(document)) {
        continue;
      }
      segments.advanceExact(document);
      columns.advanceExact(document);
      numbers.advanceExact(document);
      events.advanceExact(document);
      visitor.visit(
          new Candidate(
              segmentNames[segments.ordValue()],
              columnNames[columns.ordValue()],
              (int) numbers.longValue(),
              events.longValue()));
    }
  }

  private static String[] names(SortedDocValues values) throws IOException {
    String[] names = new String[values.getValueCount()];
    for (int i = 0; i < names.length; i++) {
      names[i] = values.lookupOrd(i).utf8ToString();
    }
    return names;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
