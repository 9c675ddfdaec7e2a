package dev.creance.corpus.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;

/** Brings the Lucene index of a corpus up to date: a document for each distinct text. */
final class IndexWriting {
  static final String WORDS = "words";
  static final String SEGMENT = "segment";
  static final String COLUMN = "column";
  static final String NUMBER = "number";
  static final String EVENTS = "events";

  /** What a commit says of itself. */
  static final String VERSION_KEY = "creance.version";

  static final String SEGMENTS_KEY = "creance.segments";

  /** Another version is made anew. */
  static final String VERSION = "1";

  private static final double BUFFER_MEGABYTES = 48;

  private final FieldType words = new FieldType();
  private final PartStream stream = new PartStream();

  IndexWriting() {
    words.setIndexOptions(IndexOptions.DOCS);
    words.setOmitNorms(true);
    words.setTokenized(true);
    words.freeze();
  }

  /**
   * Adds what is missing and takes away what is no longer there.
   *
   * @param wanted the segments of the corpus by identity
   * @param indexed the identities of those that the index has
   * @param anew whether to begin with an empty index
   */
  void update(
      Directory directory, Map<String, SegmentTexts> wanted, List<String> indexed, boolean anew)
      throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setOpenMode(anew ? OpenMode.CREATE : OpenMode.CREATE_OR_APPEND)
            .setRAMBufferSizeMB(BUFFER_MEGABYTES)
            .setUseCompoundFile(true)
            .setCommitOnClose(false);
    List<String> present = new ArrayList<>(anew ? List.of() : indexed);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (String identity : List.copyOf(present)) {
        if (!wanted.containsKey(identity)) {
          writer.deleteDocuments(new Term(SEGMENT, identity));
          present.remove(identity);
        }
      }
      for (Map.Entry<String, SegmentTexts> entry : wanted.entrySet()) {
        if (!present.contains(entry.getKey())) {
          add(writer, entry.getKey(), entry.getValue());
          present.add(entry.getKey());
        }
      }
      writer.setLiveCommitData(
          Map.of(VERSION_KEY, VERSION, SEGMENTS_KEY, String.join("\n", new TreeSet<>(present)))
              .entrySet());
      writer.commit();
    }
  }

  private void add(IndexWriter writer, String identity, SegmentTexts texts) throws IOException {
    Document document = new Document();
    NumericDocValuesField number = new NumericDocValuesField(NUMBER, 0);
    NumericDocValuesField events = new NumericDocValuesField(EVENTS, 0);
    SortedDocValuesField column = new SortedDocValuesField(COLUMN, new BytesRef());
    document.add(new Field(WORDS, stream, words));
    document.add(new StringField(SEGMENT, identity, Field.Store.NO));
    document.add(new SortedDocValuesField(SEGMENT, new BytesRef(identity)));
    document.add(column);
    document.add(number);
    document.add(events);
    for (TextColumn own : texts.columns()) {
      column.setBytesValue(new BytesRef(own.key()));
      long[] counts = own.events();
      for (int i = 0; i < counts.length; i++) {
        String text = counts[i] == 0 ? null : own.text(i);
        if (text != null && !text.isEmpty()) {
          stream.of(TextParts.lower(text));
          number.setLongValue(i);
          events.setLongValue(counts[i]);
          writer.addDocument(document);
        }
      }
    }
  }
}
