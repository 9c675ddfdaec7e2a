package dev.creance.corpus.segment;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.format.IntColumn;
import dev.creance.corpus.format.LongColumn;
import dev.creance.corpus.format.RowTable;
import dev.creance.corpus.format.SectionFile;
import dev.creance.corpus.format.StringTable;
import dev.creance.grammar.vocabulary.EventTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * An open segment. Columns are decoded when asked for and kept as long as there is memory. Safe for
 * use by several threads.
 */
public final class Segment implements AutoCloseable {
  private final SectionFile file;
  private final SegmentMeta meta;
  private final StringTable texts;
  private final RowTable processes;
  private final RowTable descriptors;
  private final StringTable lists;
  private final List<Partition> visible = new ArrayList<>();
  private final List<Partition> hidden = new ArrayList<>();
  private final ConcurrentMap<String, Codes> classes = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, ValueColumn> values = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Kept<long[]>> times = new ConcurrentHashMap<>();

  /** Opens a segment file, checking all of it. */
  public Segment(Path path) throws IOException {
    this.file = new SectionFile(path);
    try {
      this.meta = SegmentMeta.read(file.read("meta"));
      this.texts = new StringTable(file.read("texts"));
      this.processes = new RowTable(file.read("processes"));
      this.descriptors = new RowTable(file.read("descriptors"));
      this.lists = new StringTable(file.read("lists"));
      for (int code = 0; code < EventTable.current().size(); code++) {
        if (file.has("p/" + code + "/number")) {
          visible.add(new Partition(file, "p/" + code + "/", code));
        }
        if (file.has("h/" + code + "/number")) {
          hidden.add(new Partition(file, "h/" + code + "/", code));
        }
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  public SegmentMeta meta() {
    return meta;
  }

  /** The events that rules see, by type. */
  public List<Partition> partitions() {
    return visible;
  }

  /** The events that only change the state, by type. */
  public List<Partition> hidden() {
    return hidden;
  }

  /** The number of distinct process contexts. */
  public int processCount() {
    return processes.size();
  }

  /** The number of distinct descriptors. */
  public int descriptorCount() {
    return descriptors.size();
  }

  /** The timestamp of the event at a place of the segment. */
  public long time(int place) throws CorpusException {
    return block(place / LongColumn.BLOCK)[place % LongColumn.BLOCK];
  }

  /**
   * The values that a field has for the classes of process contexts, where they were worked out at
   * import.
   *
   * @param field with its argument, for example {@code proc.aname[2]}
   */
  public Optional<ValueColumn> processValues(String field) throws CorpusException {
    return values("class/process/" + field);
  }

  /** The fields whose values were worked out at import, with their arguments. */
  public List<String> classFields() {
    return file.names().stream()
        .filter(name -> name.startsWith("class/") && !name.endsWith(".values"))
        .filter(name -> name.indexOf('/', 6) > 0)
        .map(name -> name.substring(name.indexOf('/', 6) + 1))
        .toList();
  }

  public boolean hasProcessValues(String field) {
    return file.has("class/process/" + field);
  }

  public boolean hasDescriptorValues(String field) {
    return file.has("class/descriptor/" + field);
  }

  /** For each process context (from 0) its class. */
  public Codes processClasses() throws CorpusException {
    return classes("class/process");
  }

  /** For each descriptor context (from 0) its class. */
  public Codes descriptorClasses() throws CorpusException {
    return classes("class/descriptor");
  }

  private Codes classes(String section) throws CorpusException {
    Codes known = classes.get(section);
    if (known == null) {
      known = Codes.of(IntColumn.decode(file.read(section)));
      classes.put(section, known);
    }
    return known;
  }

  /** Likewise for the classes of descriptors. */
  public Optional<ValueColumn> descriptorValues(String field) throws CorpusException {
    return values("class/descriptor/" + field);
  }

  private Optional<ValueColumn> values(String section) throws CorpusException {
    if (!file.has(section)) {
      return Optional.empty();
    }
    ValueColumn known = values.get(section);
    if (known == null) {
      known =
          new ValueColumn(
              Codes.of(IntColumn.decode(file.read(section))),
              new StringTable(file.read(section + ".values")));
      values.put(section, known);
    }
    return Optional.of(known);
  }

  /** The JSON texts that describe the containers of the segment's processes. */
  List<String> containers() throws CorpusException {
    return java.util.Arrays.stream(IntColumn.decode(file.read("containers")))
        .mapToObj(texts::text)
        .toList();
  }

  /** The head of the capture without processes and descriptors. */
  Head machine() throws CorpusException {
    return Head.read(file.read("machine"));
  }

  /** The head of the capture. */
  public Head head() throws CorpusException {
    return Head.read(file.read("head"));
  }

  /** Bytes on disk. */
  public long length() {
    return file.length();
  }

  public Path path() {
    return file.file();
  }

  /** The sections of the file. */
  public SectionFile sections() {
    return file;
  }

  StringTable texts() {
    return texts;
  }

  RowTable processes() {
    return processes;
  }

  RowTable descriptors() {
    return descriptors;
  }

  StringTable lists() {
    return lists;
  }

  private long[] block(int block) throws CorpusException {
    Kept<long[]> kept = times.computeIfAbsent(block, key -> new Kept<>());
    long[] known = kept.known();
    return known == null ? kept.keep(LongColumn.decode(file.read("time/" + block))) : known;
  }

  @Override
  public void close() {
    file.close();
  }
}
