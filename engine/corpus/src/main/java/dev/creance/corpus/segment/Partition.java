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

/**
 * All events of one type in a segment: rows in event order, columns decoded when asked for and then
 * kept as long as there is memory. Safe for use by several threads.
 */
public final class Partition {
  private final SectionFile file;
  private final String prefix;
  private final EventType type;
  private final RowPlaces places;
  private final Codes zeros;
  private final List<ParameterReference> references;
  private final ConcurrentMap<String, Kept<Codes>> columns = new ConcurrentHashMap<>();
  private final List<Kept<Codes>> parameters;
  private final List<Kept<StringTable>> values;
  private final List<Kept<ValueColumn>> paths;
  private final Kept<Codes> process = new Kept<>();
  private final Kept<Codes> descriptor = new Kept<>();
  private final Kept<Codes> lastFdCodes = new Kept<>();
  private final Kept<Codes> tidCodes = new Kept<>();
  private final Kept<long[]> lastFds = new Kept<>();
  private final Kept<long[]> tids = new Kept<>();

  Partition(SectionFile file, String prefix, int code) throws CorpusException {
    this.file = file;
    this.prefix = prefix;
    this.type = EventTable.current().type(code);
    this.places = RowPlaces.of(IntColumn.decode(file.read(prefix + "number")));
    this.references = type.parameters().stream().map(ParameterReference::of).toList();
    this.parameters = references.stream().map(one -> new Kept<Codes>()).toList();
    this.values = references.stream().map(one -> new Kept<StringTable>()).toList();
    this.paths = references.stream().map(one -> new Kept<ValueColumn>()).toList();
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
    Codes known = process.known();
    return known == null ? process.keep(column("process")) : known;
  }

  /** Descriptor contexts + 1; 0 = none. */
  public Codes descriptor() throws CorpusException {
    Codes known = descriptor.known();
    return known == null ? descriptor.keep(column("descriptor")) : known;
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
    Codes known = lastFdCodes.known();
    return known == null ? lastFdCodes.keep(column("fd")) : known;
  }

  /** A last descriptor number by its code. */
  public long lastFd(int code) throws CorpusException {
    long[] known = lastFds.known();
    if (known == null) {
      known = lastFds.keep(LongDictionary.decode(file.read(prefix + "fd.values")));
    }
    return known[code];
  }

  /** Values of a parameter + 1; 0 = the event does not carry it. */
  public Codes parameter(int index) throws CorpusException {
    Codes known = parameters.get(index).known();
    return known == null ? parameters.get(index).keep(column(Integer.toString(index))) : known;
  }

  /**
   * What {@code evt.arg} says of a path parameter; {@link ValueColumn#codes()} are by row. Only for
   * parameters of paths.
   */
  public ValueColumn pathTexts(int index) throws CorpusException {
    ValueColumn known = paths.get(index).known();
    if (known == null) {
      String name = index + ".text";
      StringTable texts = new StringTable(file.read(prefix + name + ".values"));
      known = paths.get(index).keep(new ValueColumn(column(name), texts));
    }
    return known;
  }

  /** The bytes of a parameter's values. */
  public StringTable values(int index) throws CorpusException {
    StringTable known = values.get(index).known();
    return known == null
        ? values.get(index).keep(new StringTable(file.read(prefix + index + ".values")))
        : known;
  }

  /** The thread id in the event's header. */
  public long tid(int row) throws CorpusException {
    long[] known = tids.known();
    if (known == null) {
      known = tids.keep(LongDictionary.decode(file.read(prefix + "tid.values")));
    }
    return known[tid().get(row)];
  }

  /** Numbers of thread ids. */
  public Codes tid() throws CorpusException {
    Codes known = tidCodes.known();
    return known == null ? tidCodes.keep(column("tid")) : known;
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
    Kept<Codes> kept = columns.computeIfAbsent(name, key -> new Kept<>());
    Codes known = kept.known();
    if (known == null) {
      String section = prefix + name;
      known = kept.keep(file.has(section) ? Codes.of(IntColumn.decode(file.read(section))) : zeros);
    }
    return known;
  }
}
