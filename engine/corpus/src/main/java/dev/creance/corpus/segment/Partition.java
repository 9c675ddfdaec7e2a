package dev.creance.corpus.segment;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.format.IntColumn;
import dev.creance.corpus.format.SectionFile;
import dev.creance.corpus.format.StringTable;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * All events of one type in a segment: rows in event order, columns decoded when first asked for
 * and then kept. Safe for use by several threads.
 */
public final class Partition {
  private final SectionFile file;
  private final String prefix;
  private final EventType type;
  private final RowPlaces places;
  private final Codes zeros;
  private final ConcurrentMap<String, Codes> columns = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable Codes> parameters;
  private final ConcurrentMap<Integer, ValueColumn> paths = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable StringTable> values;
  private volatile @Nullable Codes process;
  private volatile @Nullable Codes descriptor;
  private volatile @Nullable Codes lastFdCodes;
  private volatile @Nullable Codes tidCodes;
  private final List<ParameterReference> references;
  private volatile long @Nullable [] lastFds;
  private volatile long @Nullable [] tids;

  Partition(SectionFile file, String prefix, int code) throws CorpusException {
    this.file = file;
    this.prefix = prefix;
    this.type = EventTable.current().type(code);
    this.places = RowPlaces.of(IntColumn.decode(file.read(prefix + "number")));
    this.parameters = new AtomicReferenceArray<>(type.parameters().size());
    this.values = new AtomicReferenceArray<>(type.parameters().size());
    this.references = type.parameters().stream().map(ParameterReference::of).toList();
    this.zeros = Codes.zeros(places.size());
  }

  public EventType type() {
    return type;
  }

  /** Whether its events say which source they come from; all others come from {@code syscall}. */
  public boolean carriesSource() {
    return type.name().equals("pluginevent") || type.name().equals("asyncevent");
  }

  public int size() {
    return places.size();
  }

  /** The place of a row's event among all events of the segment, from 0. */
  public int place(int row) {
    return places.get(row);
  }

  /** The row of an event by its place, or −(insertion point) − 1. */
  public int row(int place) {
    return places.find(place);
  }

  /** Process contexts + 1; 0 = the event has no thread. */
  public Codes process() throws CorpusException {
    Codes known = process;
    if (known == null) {
      known = column("process");
      process = known;
    }
    return known;
  }

  /** Descriptor contexts + 1; 0 = none. */
  public Codes descriptor() throws CorpusException {
    Codes known = descriptor;
    if (known == null) {
      known = column("descriptor");
      descriptor = known;
    }
    return known;
  }

  /** 1 where the descriptor was looked up by the last number and is not the event's own. */
  public Codes indirect() throws CorpusException {
    return column("indirect");
  }

  public Codes processor() throws CorpusException {
    return column("cpu");
  }

  /** Numbers of {@link #lastFd(int)} values. */
  public Codes lastFd() throws CorpusException {
    Codes known = lastFdCodes;
    if (known == null) {
      known = column("fd");
      lastFdCodes = known;
    }
    return known;
  }

  /** A last descriptor number by its code. */
  public long lastFd(int code) throws CorpusException {
    long[] known = lastFds;
    if (known == null) {
      known = LongDictionary.decode(file.read(prefix + "fd.values"));
      lastFds = known;
    }
    return known[code];
  }

  /** Values of a parameter + 1; 0 = the event does not carry it. */
  public Codes parameter(int index) throws CorpusException {
    Codes known = parameters.get(index);
    if (known == null) {
      known = column(Integer.toString(index));
      parameters.set(index, known);
    }
    return known;
  }

  /**
   * What {@code evt.arg} says of a path parameter; {@link ValueColumn#codes()} are by row. Only for
   * parameters of paths.
   */
  public ValueColumn pathTexts(int index) throws CorpusException {
    ValueColumn known = paths.get(index);
    if (known == null) {
      String name = index + ".text";
      known = new ValueColumn(column(name), new StringTable(file.read(prefix + name + ".values")));
      ValueColumn other = paths.putIfAbsent(index, known);
      known = other == null ? known : other;
    }
    return known;
  }

  /** The bytes of a parameter's values. */
  public StringTable values(int index) throws CorpusException {
    StringTable known = values.get(index);
    if (known == null) {
      known = new StringTable(file.read(prefix + index + ".values"));
      values.set(index, known);
    }
    return known;
  }

  /** The thread id in the event's header. */
  public long tid(int row) throws CorpusException {
    long[] known = tids;
    if (known == null) {
      known = LongDictionary.decode(file.read(prefix + "tid.values"));
      tids = known;
    }
    return known[tid().get(row)];
  }

  /** Numbers of thread ids. */
  public Codes tid() throws CorpusException {
    Codes known = tidCodes;
    if (known == null) {
      known = column("tid");
      tidCodes = known;
    }
    return known;
  }

  /** What each parameter refers to. */
  List<ParameterReference> references() {
    return references;
  }

  /** What a parameter refers to, + 1; 0 = nothing. */
  public Codes reference(int index) throws CorpusException {
    String name = index + ".ref";
    return file.has(prefix + name) ? column(name) : descriptor();
  }

  private Codes column(String name) throws CorpusException {
    Codes known = columns.get(name);
    if (known == null) {
      String section = prefix + name;
      known = file.has(section) ? Codes.of(IntColumn.decode(file.read(section))) : zeros;
      columns.put(name, known);
    }
    return known;
  }
}
